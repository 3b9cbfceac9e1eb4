package dev.parley.core.actor;

import dev.parley.core.mailbox.Offer;

/**
 * The address of an actor. Safe for use by many threads.
 *
 * @param <M> the type of the actor's messages
 */
public interface ActorRef<M> {
  /**
   * Sends a message.
   *
   * <p>Never blocks an actor. A caller from outside the system waits only if the mailbox's policy
   * is {@link dev.parley.core.mailbox.Overflow.Block}, and then no longer than its deadline.
   * Messages of one sender to one actor are handled in the order in which they were sent.
   *
   * @param message the message
   * @return what became of it
   * @throws NullPointerException if the message is null
   */
  Offer<M> tell(M message);

  /**
   * The actor's name, unique among the live actors of its system.
   *
   * @return the name
   */
  String name();

  /** Ends the actor after its current message; what still waits becomes dead letters. */
  void stop();

  /** Refuses new messages from now on, and ends the actor once it has handled those that wait. */
  void drain();
}
