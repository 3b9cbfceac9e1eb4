package dev.parley.udp.sealed;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.parley.core.time.Entropy;
import java.time.Instant;

/**
 * Whether the other is there: a sign of life every two seconds from whoever has nothing to say, and
 * questions to whoever is silent. A machine that slept has heard nothing for a reason: it asks
 * before it judges. Times are nanoseconds of one monotonic clock. Not safe for use by many threads.
 */
final class Liveness {
  /** After so long without a packet of ours, one is sent; a fifth more or less. */
  private static final long KEEP_ALIVE = SECONDS.toNanos(2);

  /** After so long without one of theirs, we ask. */
  private static final long SILENCE = SECONDS.toNanos(5);

  private static final long ASK_EVERY = MILLISECONDS.toNanos(250);

  /** After so many questions without an answer, the other is suspect. */
  private static final int QUESTIONS = 3;

  private static final long GONE = SECONDS.toNanos(15);

  /** Keys are renewed so often. */
  private static final long KEYS_LAST = MINUTES.toNanos(15);

  /** When the clocks part by more, the machine slept, or somebody set the time. */
  private static final long PARTED = SECONDS.toMillis(2);

  /** Whoever looks so much too late did not run meanwhile. */
  private static final long LATE = SECONDS.toNanos(1);

  /** After a sleep new keys are tried so soon. */
  private static final long ANSWER_AFTER_SLEEP = SECONDS.toNanos(1);

  private final Entropy entropy;
  private long heardAt;
  private long keepAlive;
  private long sentBy;
  private long askAt;
  private int asked;
  private long renewAt;
  private long handshakeAt = Long.MAX_VALUE;
  private long lookedAt;
  private Instant wallAt;

  /** What is to be done. */
  enum Step {
    NOTHING,
    PING,
    HANDSHAKE,
    GONE
  }

  Liveness(long now, Instant wall, Entropy entropy) {
    this.entropy = entropy;
    this.lookedAt = now;
    this.wallAt = wall;
    draw();
    renewed(now);
    heard(now);
    sent(now);
  }

  void heard(long now) {
    heardAt = now;
    askAt = now + SILENCE;
    asked = 0;
    handshakeAt = Long.MAX_VALUE;
  }

  void sent(long now) {
    sentBy = now + keepAlive;
  }

  /** Once for each silence: for each packet it would cost too much. */
  private void draw() {
    keepAlive = KEEP_ALIVE * 4 / 5 + Long.remainderUnsigned(entropy.nextLong(), KEEP_ALIVE * 2 / 5);
  }

  /** The keys are new. */
  void renewed(long now) {
    renewAt = now + KEYS_LAST;
  }

  /** Whether the other was asked often enough, and does not answer. */
  boolean isSuspect() {
    return asked > QUESTIONS;
  }

  long deadline() {
    return Math.min(
        Math.min(sentBy, askAt), Math.min(Math.min(renewAt, handshakeAt), heardAt + GONE));
  }

  Step look(long now, Instant wall) {
    boolean slept = hasSlept(now, wall);
    lookedAt = now;
    wallAt = wall;
    if (slept) {
      heardAt = now;
      askAt = now + ASK_EVERY;
      asked = 0;
      handshakeAt = now + ANSWER_AFTER_SLEEP;
      sent(now);
      return Step.PING;
    }
    if (now - heardAt >= GONE) {
      return Step.GONE;
    }
    if (now >= renewAt) {
      renewAt = now + KEYS_LAST;
      return Step.HANDSHAKE;
    }
    if (now >= handshakeAt) {
      handshakeAt = Long.MAX_VALUE;
      return Step.HANDSHAKE;
    }
    if (now >= askAt) {
      askAt = now + ASK_EVERY;
      asked++;
      return asked == QUESTIONS + 1 ? Step.HANDSHAKE : Step.PING;
    }
    if (now >= sentBy) {
      draw();
      sent(now); // or is about to be: where congestion holds it back, other packets are under way
      return Step.PING;
    }
    return Step.NOTHING;
  }

  private boolean hasSlept(long now, Instant wall) {
    long parted = wall.toEpochMilli() - wallAt.toEpochMilli() - (now - lookedAt) / 1_000_000;
    return Math.abs(parted) > PARTED || now - deadline() > LATE;
  }
}
