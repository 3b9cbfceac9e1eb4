package dev.parley.core.actor;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks after a pool's workers every 10 ms, on a platform thread of its own, so that it runs even
 * when every carrier is taken. It sleeps once all workers have been parked for a second.
 */
final class Watchdog {
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int QUIET_TICKS = 100;

  private final WorkerPool pool;
  private final Thread thread;
  private volatile boolean asleep;
  private volatile boolean closed;

  Watchdog(WorkerPool pool, ThreadFactory threads) {
    this.pool = pool;
    this.thread = threads.newThread(this::run);
    asleep = true;
  }

  /** Whether somebody who begins to work must wake it. */
  boolean sleeps() {
    return asleep;
  }

  /** Begins, or goes on. */
  synchronized void wake() {
    asleep = false;
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
    LockSupport.unpark(thread);
  }

  private void run() {
    int quiet = 0;
    while (!closed) {
      if (asleep) {
        LockSupport.park(this);
        quiet = 0;
        continue;
      }
      LockSupport.parkNanos(this, TICK);
      quiet = pool.inspect() ? 0 : quiet + 1;
      if (quiet >= QUIET_TICKS) {
        asleep = true;
        // Whoever began before he could see this has woken nobody.
        asleep = !pool.isBusy();
      }
    }
  }

  void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
