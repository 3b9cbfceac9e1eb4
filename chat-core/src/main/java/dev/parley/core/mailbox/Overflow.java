package dev.parley.core.mailbox;

import java.time.Duration;

/** What a full mailbox does with one more message. Whatever it does is counted. */
public sealed interface Overflow {
  /**
   * Lets a caller from outside the actor system wait for room. An actor never waits: for it this is
   * {@link Reject}.
   *
   * @param deadline how long to wait at the most; positive
   */
  record Block(Duration deadline) implements Overflow {
    /**
     * Checks the deadline.
     *
     * @throws IllegalArgumentException if the deadline is not positive
     */
    public Block {
      if (!deadline.isPositive()) {
        throw new IllegalArgumentException("block needs a positive deadline, not " + deadline);
      }
    }
  }

  /** Answers {@link Offer.Full}: the caller keeps the message, and the decision. */
  record Reject() implements Overflow {}

  /** Evicts the oldest message in favour of the new one. */
  record DropOldest() implements Overflow {}

  /** Answers {@link Offer.Full} and hands the new message to the dead letters. */
  record DropNewest() implements Overflow {}
}
