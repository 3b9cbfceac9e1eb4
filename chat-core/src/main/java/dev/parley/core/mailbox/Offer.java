package dev.parley.core.mailbox;

/**
 * What became of a message that was offered: every offer returns one of these, and none is a
 * surprise.
 *
 * @param <M> the type of the messages
 */
public sealed interface Offer<M> {
  /**
   * Whether the message is in the mailbox now.
   *
   * @return true for {@link Accepted} and {@link AcceptedEvicting}
   */
  boolean accepted();

  /**
   * The message waits in the mailbox.
   *
   * @param <M> the type of the messages
   */
  record Accepted<M>() implements Offer<M> {
    @Override
    public boolean accepted() {
      return true;
    }
  }

  /**
   * The message waits in the mailbox, and the oldest one had to go.
   *
   * @param evicted the message that made room
   * @param <M> the type of the messages
   */
  record AcceptedEvicting<M>(M evicted) implements Offer<M> {
    @Override
    public boolean accepted() {
      return true;
    }
  }

  /**
   * The mailbox was full, and stayed so for as long as its policy allows.
   *
   * @param <M> the type of the messages
   */
  record Full<M>() implements Offer<M> {
    @Override
    public boolean accepted() {
      return false;
    }
  }

  /**
   * The mailbox takes no more messages, for good.
   *
   * @param <M> the type of the messages
   */
  record Closed<M>() implements Offer<M> {
    @Override
    public boolean accepted() {
      return false;
    }
  }
}
