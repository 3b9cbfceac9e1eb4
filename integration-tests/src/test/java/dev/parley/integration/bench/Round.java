package dev.parley.integration.bench;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One round of a workload after the other: the last message ends it, and the benchmark waits. */
final class Round {
  private static final long DEADLINE_SECONDS = 60;

  private final Semaphore over = new Semaphore(0);

  /** Ends the round. */
  void finish() {
    over.release();
  }

  /**
   * Waits for the end of the round.
   *
   * @throws IllegalStateException if it does not come, because something failed or was lost
   */
  void await() throws InterruptedException {
    if (!over.tryAcquire(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the round is not over after " + DEADLINE_SECONDS + " s");
    }
  }
}
