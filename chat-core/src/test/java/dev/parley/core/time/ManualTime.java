package dev.parley.core.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only when a test says so; tasks run on the thread that advances it. */
public final class ManualTime implements Time {
  private record Task(long at, long order, Runnable what) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
  private long now;
  private long scheduled;

  /** Makes a clock that stands at zero. */
  public ManualTime() {}

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized Instant wallTime() {
    return Instant.EPOCH.plusNanos(now);
  }

  @Override
  public synchronized Timer schedule(Duration delay, Runnable task) {
    var entry = new Task(now + Math.max(0, delay.toNanos()), scheduled++, task);
    tasks.add(entry);
    return () -> cancel(entry);
  }

  private synchronized void cancel(Task task) {
    tasks.remove(task);
  }

  /** How many tasks wait. */
  public synchronized int waiting() {
    return tasks.size();
  }

  /** Lets time pass and runs what falls due, in order. */
  public void advance(Duration by) {
    long end = nanoTime() + by.toNanos();
    while (runNext(end)) {}
    moveTo(end);
  }

  private boolean runNext(long end) {
    Task next;
    synchronized (this) {
      next = tasks.peek();
      if (next == null || next.at() > end) {
        return false;
      }
      tasks.remove();
      now = Math.max(now, next.at());
    }
    next.what().run();
    return true;
  }

  private synchronized void moveTo(long end) {
    now = end;
  }
}
