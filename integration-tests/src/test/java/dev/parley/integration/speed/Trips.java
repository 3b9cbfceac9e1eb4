package dev.parley.integration.speed;

import java.util.Arrays;

/**
 * Round trips one after the other, sorted into the warm-up and windows of a second each. Not safe
 * for use by many threads.
 */
final class Trips {
  private static final long SECOND = 1_000_000_000L;

  private final Timing timing;
  private long[] samples = new long[1 << 16];
  private int count;
  private int window = -1; // the warm-up
  private long end;

  /** Trips from now on. */
  Trips(Timing timing, long now) {
    this.timing = timing;
    end = now + (long) (timing.warmUp() * SECOND);
  }

  /**
   * Takes one.
   *
   * @param now when it was over
   * @param nanos how long it took
   * @return whether there should be another
   */
  boolean add(long now, long nanos) {
    if (count == samples.length) {
      samples = Arrays.copyOf(samples, 2 * count);
    }
    samples[count++] = nanos;
    if (now - end < 0) {
      return true;
    }
    if (window >= 0) {
      say(samples, count);
    }
    window++;
    count = 0;
    end = System.nanoTime() + SECOND;
    return window < timing.windows();
  }

  /** Says the percentiles of so many samples, and sorts them. */
  static void say(long[] samples, int count) {
    Arrays.sort(samples, 0, count);
    Figures.say("p50-us", samples[count / 2] / 1e3);
    Figures.say("p99-us", samples[(int) (count * 0.99)] / 1e3);
  }
}
