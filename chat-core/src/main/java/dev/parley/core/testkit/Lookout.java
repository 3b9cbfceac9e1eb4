package dev.parley.core.testkit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sees that the thread which holds the baton gets on. The one place of the simulation where real
 * time counts, and only when the test is about to fail.
 */
final class Lookout {
  private static final long POLL = TimeUnit.MILLISECONDS.toNanos(5);

  /** Polls in a row that find the thread blocked: 200 ms. */
  private static final int BLOCKED_POLLS = 40;

  /** Polls in a row that find no other thread running: 10 s. */
  private static final int BUSY_POLLS = 2_000;

  /** Polls in a row without a rest of all: a minute. */
  private static final int RESTLESS_POLLS = 12_000;

  private final AtomicLong handovers = new AtomicLong();
  private volatile @Nullable Strand running;

  /** From now on this strand has the baton. */
  void runs(Strand strand) {
    running = strand;
    handovers.incrementAndGet();
  }

  /** Waits until the test's own thread, which calls, has the baton. */
  void awaitBaton(Strand test) throws InterruptedException {
    long seen = -1;
    int blocked = 0;
    int busy = 0;
    int restless = 0;
    while (!test.take(POLL)) {
      if (++restless >= RESTLESS_POLLS) {
        throw stuck(" and maybe others have kept running for a minute, and no time has passed");
      }
      long handed = handovers.get();
      if (handed != seen) {
        seen = handed;
        blocked = 0;
        busy = 0;
        continue;
      }
      busy++;
      blocked = isBlocked() ? blocked + 1 : 0;
      if (blocked >= BLOCKED_POLLS) {
        throw stuck(" blocks in a way that the simulation does not know");
      }
      if (busy >= BUSY_POLLS) {
        throw stuck(" has run for ten seconds without an end");
      }
    }
  }

  private boolean isBlocked() {
    var strand = running;
    var thread = strand == null ? null : strand.thread();
    if (thread == null) {
      return false;
    }
    return switch (thread.getState()) {
      case BLOCKED, WAITING, TIMED_WAITING -> true;
      case NEW, RUNNABLE, TERMINATED -> false;
    };
  }

  private StuckException stuck(String how) {
    var strand = running;
    var thread = strand == null ? null : strand.thread();
    return new StuckException(
        strand + how,
        String.valueOf(thread),
        thread == null ? new StackTraceElement[0] : thread.getStackTrace());
  }
}
