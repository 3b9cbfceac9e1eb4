package dev.parley.core.testkit;

import dev.parley.core.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that only the simulation moves. Used by one thread at a time: who holds the baton. */
final class VirtualTime implements Time {
  private static final Comparator<Entry> ORDER =
      Comparator.<Entry>comparingLong(entry -> entry.due)
          .thenComparingLong(entry -> entry.tie)
          .thenComparingLong(entry -> entry.number);

  private final SplitMix64 random;
  private final PriorityQueue<Entry> entries = new PriorityQueue<>(ORDER);
  private long now = Duration.ofSeconds(1).toNanos();
  private long scheduled;

  private record Entry(long due, long tie, long number, Runnable task) {}

  VirtualTime(SplitMix64 random) {
    this.random = random;
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Instant wallTime() {
    return Instant.EPOCH.plusNanos(now);
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    long due = after(delay.isPositive() ? delay.toNanos() : 0);
    var entry = new Entry(due, random.nextLong(), scheduled++, task);
    entries.add(entry);
    return () -> entries.remove(entry);
  }

  /** The time after some nanoseconds, or the end of all time. */
  long after(long nanos) {
    return nanos > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + Math.max(0, nanos);
  }

  /** When the next timer is due; the end of all time if there is none. */
  long nextDue() {
    var next = entries.peek();
    return next == null ? Long.MAX_VALUE : next.due;
  }

  /** Runs one timer whose time has come; false if there is none. */
  boolean fireOne() {
    var next = entries.peek();
    if (next == null || next.due > now) {
      return false;
    }
    entries.remove();
    next.task.run();
    return true;
  }

  void moveTo(long time) {
    now = Math.max(now, time);
  }
}
