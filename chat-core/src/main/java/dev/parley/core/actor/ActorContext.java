package dev.parley.core.actor;

/**
 * What an actor may do to itself, valid only inside its own methods.
 *
 * @param <M> the type of the actor's messages
 */
public interface ActorContext<M> {
  /**
   * The actor's own address.
   *
   * @return a reference that may be handed to anyone
   */
  ActorRef<M> self();

  /**
   * The system that the actor lives in.
   *
   * @return the system
   */
  ActorSystem system();

  /** Ends this actor after the current message. What still waits becomes dead letters. */
  void stop();
}
