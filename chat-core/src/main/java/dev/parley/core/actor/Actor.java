package dev.parley.core.actor;

/**
 * An object that owns its state and handles one message at a time.
 *
 * <p>The system never runs two methods of one actor at once, and what one call did happens before
 * the next call; so an actor needs no lock and no volatile field. What a method throws goes to the
 * actor's {@link Supervision}.
 *
 * @param <M> the type of its messages, best a sealed interface
 */
@FunctionalInterface
public interface Actor<M> {
  /**
   * Handles one message. If it throws, the message counts as failed, goes to the dead letters, and
   * is not handled again.
   *
   * @param message the message
   * @param context what the actor may do
   */
  void receive(M message, ActorContext<M> context);

  /**
   * Called once, before the first message: the place to set timers and start children.
   *
   * @param context what the actor may do
   */
  default void started(ActorContext<M> context) {}

  /**
   * Handles what the system tells, ahead of all messages.
   *
   * @param signal what happened
   * @param context what the actor may do
   */
  default void signal(Signal signal, ActorContext<M> context) {}

  /**
   * Called when the mailbox is drained for the moment, or when many messages were handled in a row:
   * the place to finish once what several messages began. It follows every handled message sooner
   * or later, even when a later one failed, and may come when none was handled.
   *
   * @param context what the actor may do
   */
  default void batchEnd(ActorContext<M> context) {}

  /**
   * Called once, after the last message and after the last child has ended, whatever the reason:
   * the place to let go of what the actor holds. A restart ends one actor and starts another.
   */
  default void stopped() {}
}
