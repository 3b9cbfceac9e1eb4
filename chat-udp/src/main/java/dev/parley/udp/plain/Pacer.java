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

  private final long nanosPerLine;

  /** The moment up to which the bucket's lines are used. */
  private long usedUpTo;

  Pacer(int linesPerSecond, long now) {
    nanosPerLine = linesPerSecond == 0 ? 0 : 1_000_000_000L / linesPerSecond;
    usedUpTo = now - BURST * nanosPerLine;
  }

  /** Takes a line's token, if there is one. */
  boolean pass(long now) {
    long earliest = now - BURST * nanosPerLine;
    if (usedUpTo - earliest < 0) {
      usedUpTo = earliest;
    }
    if (now - usedUpTo < nanosPerLine) {
      return false;
    }
    usedUpTo += nanosPerLine;
    return true;
  }

  /** How many nanoseconds to wait until a few lines in a row may pass. */
  long delay(long now) {
    return Math.max(1, usedUpTo + BURST / 2 * nanosPerLine - now);
  }
}
