package dev.parley.core.time;

import java.time.Duration;

/** Runs short tasks later. Safe for use by many threads. */
public interface Timers {
  /**
   * Runs a task once, after a delay.
   *
   * @param delay how long to wait; zero or negative means at once
   * @param task what to run on the timer's thread: it must not block, and what it throws is logged
   *     and dropped
   * @return the handle that cancels the task
   */
  Timer schedule(Duration delay, Runnable task);

  /** A task that waits for its time. */
  @FunctionalInterface
  interface Timer {
    /** Makes the task never run, unless it runs already. Idempotent. */
    void cancel();
  }
}
