package dev.parley.core.time;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clocks, timers and entropy of the machine: the one place where the library reads them.
 *
 * <p>Owns one thread, which runs the timers' tasks and ends with {@link #close()}. The number of
 * waiting tasks is bounded by whoever schedules: each owner here holds at most one at a time.
 */
public final class SystemTime implements Time, Entropy, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SystemTime.class);

  private final ScheduledThreadPoolExecutor executor;
  private final SecureRandom random = new SecureRandom();

  /**
   * Opens the machine's time.
   *
   * @param threads makes the one thread that runs timers
   */
  public SystemTime(ThreadFactory threads) {
    executor = new ScheduledThreadPoolExecutor(1, threads);
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Instant wallTime() {
    return Instant.now();
  }

  /**
   * {@inheritDoc}
   *
   * <p>After {@link #close()} the task is dropped: the program that wanted it is ending.
   */
  @Override
  public Timer schedule(Duration delay, Runnable task) {
    try {
      var future =
          executor.schedule(() -> run(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException closed) {
      log.debug("timer not scheduled after close");
      return () -> {};
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error failure) {
      log.error("a timer's task failed", failure);
    }
  }

  @Override
  public void fill(byte[] target) {
    random.nextBytes(target);
  }

  @Override
  public long nextLong() {
    return random.nextLong();
  }

  /** Drops the tasks that wait and ends the timer thread. Idempotent. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
