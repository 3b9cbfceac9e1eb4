package dev.parley.udp.sealed;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.parley.core.time.Entropy;

/**
 * Whether the other is there: a sign of life every two seconds from whoever has nothing to say, and
 * questions to whoever is silent. Times are nanoseconds of one monotonic clock. Not safe for use by
 * many threads.
 */
final class Liveness {
  /** After so long without a packet of ours, one is sent; a fifth more or less. */
  private static final long KEEP_ALIVE = SECONDS.toNanos(2);

  /** After so long without one of theirs, we ask. */
  private static final long SILENCE = SECONDS.toNanos(5);

  private static final long ASK_EVERY = MILLISECONDS.toNanos(250);

  /** After so many questions without an answer, new keys are tried. */
  private static final int QUESTIONS = 4;

  private static final long GONE = SECONDS.toNanos(15);

  /** Keys are renewed so often. */
  private static final long KEYS_LAST = MINUTES.toNanos(15);

  private final Entropy entropy;
  private long heardAt;
  private long keepAlive;
  private long sentBy;
  private long askAt;
  private int asked;
  private long renewAt;

  /** What is to be done. */
  enum Step {
    NOTHING,
    PING,
    HANDSHAKE,
    GONE
  }

  Liveness(long now, Entropy entropy) {
    this.entropy = entropy;
    draw();
    renewed(now);
    heard(now);
    sent(now);
  }

  void heard(long now) {
    heardAt = now;
    askAt = now + SILENCE;
    asked = 0;
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

  long deadline() {
    return Math.min(Math.min(sentBy, askAt), Math.min(renewAt, heardAt + GONE));
  }

  Step look(long now) {
    if (now - heardAt >= GONE) {
      return Step.GONE;
    }
    if (now >= renewAt) {
      renewAt = now + KEYS_LAST;
      return Step.HANDSHAKE;
    }
    if (now >= askAt) {
      askAt = now + ASK_EVERY;
      asked++;
      return asked == QUESTIONS ? Step.HANDSHAKE : Step.PING;
    }
    if (now >= sentBy) {
      draw();
      return Step.PING;
    }
    return Step.NOTHING;
  }
}
