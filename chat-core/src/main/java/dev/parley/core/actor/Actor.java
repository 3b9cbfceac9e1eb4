package dev.parley.core.actor;

/**
 * An object that owns its state and handles one message at a time.
 *
 * <p>The system never runs two methods of one actor at once, and what one call did happens before
 * the next call; so an actor needs no lock and no volatile field.
 *
 * @param <M> the type of its messages, best a sealed interface
 */
@FunctionalInterface
public interface Actor<M> {
  /**
   * Handles one message. If it throws, the message counts as failed and the actor stops.
   *
   * @param message the message
   * @param context what the actor may do to itself
   */
  void receive(M message, ActorContext<M> context);

  /**
   * Called when the mailbox is drained for the moment, or when many messages were handled in a row:
   * the place to finish once what several messages began. It follows every handled message sooner
   * or later, even when a later one failed, and may come when none was handled.
   *
   * @param context what the actor may do to itself
   */
  default void batchEnd(ActorContext<M> context) {}

  /**
   * Called once, after the last message, whatever the reason: the place to let go of what the actor
   * holds.
   */
  default void stopped() {}
}
