package dev.parley.udp.link;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

/** How long a round trip takes (RFC 9002 section 5). Nanoseconds throughout. */
final class RoundTrip {
  /** How long the peer may keep an acknowledgement back. */
  static final long MAX_ACK_DELAY = MILLISECONDS.toNanos(5);

  /** Before the first sample. */
  static final long INITIAL = MILLISECONDS.toNanos(100);

  private static final long GRANULARITY = MILLISECONDS.toNanos(1);
  private static final long SHORTEST_PROBE = MILLISECONDS.toNanos(10);
  private static final long SHORTEST_LOSS = MICROSECONDS.toNanos(1000);

  private boolean sampled;
  private long latest;
  private long smoothed = INITIAL;
  private long variation = INITIAL / 2;
  private long smallest;

  void sample(long trip, long ackDelay) {
    latest = trip;
    if (!sampled) {
      sampled = true;
      smallest = trip;
      smoothed = trip;
      variation = trip / 2;
      return;
    }
    smallest = Math.min(smallest, trip);
    long delay = Math.min(ackDelay, MAX_ACK_DELAY);
    long adjusted = trip >= smallest + delay ? trip - delay : trip;
    variation = (3 * variation + Math.abs(smoothed - adjusted)) / 4;
    smoothed = (7 * smoothed + adjusted) / 8;
  }

  boolean isSampled() {
    return sampled;
  }

  long smoothed() {
    return smoothed;
  }

  /** How long after a packet the lack of an acknowledgement is worth a probe. */
  long probeTimeout() {
    return Math.max(
        SHORTEST_PROBE, smoothed + Math.max(4 * variation, GRANULARITY) + MAX_ACK_DELAY);
  }

  /** How long after a packet it is lost, if a later one was acknowledged. */
  long lossDelay() {
    return Math.max(9 * Math.max(latest, smoothed) / 8, SHORTEST_LOSS);
  }

  /** What persists for so long is no accident (RFC 9002 section 7.6). */
  long persistentCongestion() {
    return 3 * (smoothed + Math.max(4 * variation, GRANULARITY) + MAX_ACK_DELAY);
  }
}
