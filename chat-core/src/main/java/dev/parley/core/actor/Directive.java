package dev.parley.core.actor;

import java.time.Duration;

/** What becomes of an actor that failed. */
public sealed interface Directive {
  /** It ends. */
  record Stop() implements Directive {}

  /** It goes on with the next message, its state as the failure left it. */
  record Resume() implements Directive {}

  /**
   * A new one takes its place, with the same address, mailbox, stash and order. Its children and
   * timers end with the old one.
   *
   * @param atMost how many restarts are allowed within the period; one more failure ends the actor
   * @param period the period, which slides
   * @param backoff how long to wait before the first restart of a row; doubled each time. Zero is
   *     at once
   * @param longest how far the waiting may grow
   */
  record Restart(int atMost, Duration period, Duration backoff, Duration longest)
      implements Directive {
    /**
     * Checks the figures.
     *
     * @throws IllegalArgumentException if there is not one restart in a positive period, or the
     *     waiting is negative or shrinks
     */
    public Restart {
      if (atMost < 1 || !period.isPositive()) {
        throw new IllegalArgumentException(
            "restart needs at least 1 time in a positive period, not " + atMost + " in " + period);
      }
      if (backoff.isNegative() || longest.compareTo(backoff) < 0) {
        throw new IllegalArgumentException(
            "restart needs a back-off from zero upwards, not " + backoff + " to " + longest);
      }
    }

    /**
     * Restarts at once.
     *
     * @param atMost how many times within the period
     * @param period the period
     */
    public Restart(int atMost, Duration period) {
      this(atMost, period, Duration.ZERO, Duration.ZERO);
    }
  }
}
