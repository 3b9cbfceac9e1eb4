package dev.parley.core.actor;

import dev.parley.core.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Time that passes when the test says so. */
final class ManualTime implements Time {
  private final List<Waiting> waiting = new ArrayList<>();
  private long now;

  private record Waiting(long due, Runnable task) {}

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
    var entry = new Waiting(now + Math.max(0, delay.toNanos()), task);
    waiting.add(entry);
    return () -> cancel(entry);
  }

  @SuppressWarnings("ReferenceEquality") // this very entry
  private synchronized void cancel(Waiting entry) {
    waiting.removeIf(other -> other == entry);
  }

  synchronized int waiting() {
    return waiting.size();
  }

  /** Lets time pass, and runs what is due on this thread, in order. */
  void pass(Duration time) {
    long end = nanoTime() + time.toNanos();
    for (var next = due(end); next != null; next = due(end)) {
      next.task().run();
    }
    synchronized (this) {
      now = end;
    }
  }

  private synchronized @Nullable Waiting due(long end) {
    var next =
        waiting.stream()
            .filter(entry -> entry.due() <= end)
            .min(Comparator.comparingLong(Waiting::due))
            .orElse(null);
    if (next != null) {
      waiting.remove(next);
      now = Math.max(now, next.due());
    }
    return next;
  }
}
