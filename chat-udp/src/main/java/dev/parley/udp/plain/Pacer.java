package dev.parley.udp.plain;

/**
 * A token bucket: lets so many lines pass in a second, and a few in a row. Nobody on the plain wire
 * says that he cannot keep up, so who sends must not send faster than a small socket buffer at the
 * other end is read.
 *
 * <p>Not safe for use by many threads. Without a rate it lets everything pass.
 */
final class Pacer {
  /** How many lines may pass in a row: well below what a default socket buffer holds. */
  static final int BURST = 64;

  /** One line's worth of credit, which grows by the rate with each nanosecond: so it is exact. */
  private static final long LINE = 1_000_000_000L;

  private static final long FULL = BURST * LINE;

  /** How many times a second it is worth waking up to send. */
  private static final int WAKES_PER_SECOND = 100;

  private final int rate;
  private long credit = FULL;
  private long countedUpTo;

  Pacer(int linesPerSecond, long now) {
    rate = linesPerSecond;
    countedUpTo = now;
  }

  /** Takes a line's token, if there is one. */
  boolean pass(long now) {
    if (rate == 0) {
      return true;
    }
    grow(now);
    if (credit < LINE) {
      return false;
    }
    credit -= LINE;
    return true;
  }

  private void grow(long now) {
    long elapsed = Math.max(0, now - countedUpTo);
    countedUpTo = now;
    credit = elapsed >= FULL / rate ? FULL : Math.min(FULL, credit + elapsed * rate);
  }

  /** How many nanoseconds to wait until it is worth trying again. */
  long delay(long now) {
    if (rate == 0) {
      return 1;
    }
    grow(now);
    long lines = Math.clamp(rate / WAKES_PER_SECOND, 1, BURST / 2);
    return Math.max(1, Math.ceilDiv(lines * LINE - credit, rate));
  }
}
