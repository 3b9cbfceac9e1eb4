package dev.parley.udp.session;

import java.util.Arrays;

/**
 * Which of the latest packet numbers were seen: each may come once, and what is older than the
 * window not at all. Look first; mark only what proved to be genuine, or a forged number would move
 * the window.
 */
final class ReplayWindow {
  /** How far back it reaches, in packets: {@value}. */
  static final int SIZE = 2048;

  private final long[] seen = new long[SIZE / Long.SIZE];
  private long next; // one above the highest that was marked

  /** Whether a number may still come. */
  boolean isNew(long number) {
    if (number >= next) {
      return true;
    }
    return number >= next - SIZE && (seen[word(number)] & bit(number)) == 0;
  }

  /** It came. */
  void mark(long number) {
    if (number >= next) {
      clear(number);
      next = number + 1;
    }
    seen[word(number)] |= bit(number);
  }

  /** Whether it is the highest so far: only then its sender's address is news. */
  boolean isHighest(long number) {
    return number == next - 1;
  }

  /** Forgets what falls out when the window moves up to a number. */
  private void clear(long number) {
    if (number - next >= SIZE) {
      Arrays.fill(seen, 0);
      return;
    }
    for (long n = next; n <= number; n++) {
      seen[word(n)] &= ~bit(n);
    }
  }

  private static int word(long number) {
    return (int) (number / Long.SIZE % (SIZE / Long.SIZE));
  }

  private static long bit(long number) {
    return 1L << (number % Long.SIZE);
  }
}
