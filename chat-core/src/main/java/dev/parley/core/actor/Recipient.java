package dev.parley.core.actor;

import dev.parley.core.mailbox.Offer;

/**
 * Where messages of one type can be sent: an actor, or whoever waits for the answer to a question.
 * Safe for use by many threads.
 *
 * @param <M> the type of the messages
 */
@FunctionalInterface
public interface Recipient<M> {
  /**
   * Sends a message.
   *
   * <p>Never blocks an actor. A caller from outside the system waits only if the mailbox's policy
   * is {@link dev.parley.core.mailbox.Overflow.Block}, and then no longer than its deadline.
   * Messages of one sender to one recipient are handled in the order in which they were sent.
   *
   * @param message the message
   * @return what became of it
   * @throws NullPointerException if the message is null; nothing is counted then
   */
  Offer<M> tell(M message);
}
