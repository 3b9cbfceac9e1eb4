package dev.parley.core.actor;

import dev.parley.core.time.Timers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An actor's timers. Touched in its turn only; the time's own thread does no more than signal.
 *
 * @param <M> the type of the actor's messages
 */
final class KeyedTimers<M> {
  private final Life<M> life;
  private final ActorCell<M> cell;
  private final Map<Object, Entry> byKey = new HashMap<>(); // looked up, never listed
  private @Nullable Entry quiet;
  private long lastMessage;

  /**
   * One timer. Replaced and cancelled ones are known no more, so that nothing of theirs arrives.
   */
  private final class Entry {
    final Object key;
    final M message;
    final @Nullable Cause cause;

    /** Nanoseconds; zero for once. */
    final long period;

    long due;
    Timers.@Nullable Timer timer;

    Entry(Object key, M message, long period) {
      this.key = Objects.requireNonNull(key, "key");
      this.message = Objects.requireNonNull(message, "message");
      this.cause = life.causeOfNext();
      this.period = period;
    }

    void arm(long at) {
      due = at;
      var delay = Duration.ofNanos(at - now());
      timer = cell.system().time().schedule(delay, () -> cell.signal(() -> fired(this)));
    }

    void cancel() {
      if (timer != null) {
        timer.cancel();
      }
    }
  }

  KeyedTimers(Life<M> life, ActorCell<M> cell) {
    this.life = life;
    this.cell = cell;
  }

  void set(Object key, Duration delay, M message) {
    put(new Entry(key, message, 0), delay);
  }

  void setPeriodic(Object key, Duration period, M message) {
    requirePositive(period);
    put(new Entry(key, message, period.toNanos()), period);
  }

  private void put(Entry entry, Duration delay) {
    var replaced = byKey.put(entry.key, entry);
    if (replaced != null) {
      replaced.cancel();
    }
    entry.arm(now() + delay.toNanos());
  }

  void cancel(Object key) {
    var entry = byKey.remove(key);
    if (entry != null) {
      entry.cancel();
    }
  }

  void setReceiveTimeout(Duration time, M message) {
    requirePositive(time);
    cancelReceiveTimeout();
    lastMessage = now();
    quiet = new Entry("receive time-out", message, time.toNanos());
    quiet.arm(lastMessage + time.toNanos());
  }

  void cancelReceiveTimeout() {
    if (quiet != null) {
      quiet.cancel();
      quiet = null;
    }
  }

  void messageHandled() {
    if (quiet != null) {
      lastMessage = now();
    }
  }

  void cancelAll() {
    byKey.values().forEach(Entry::cancel);
    byKey.clear();
    cancelReceiveTimeout();
  }

  private void fired(Entry entry) {
    if (!life.takesMessages()) {
      return; // it ends with what the actor is doing now
    }
    if (entry == quiet) {
      quietFired(entry);
    } else if (byKey.get(entry.key) == entry) {
      if (entry.period == 0) {
        byKey.remove(entry.key);
      } else {
        entry.arm(next(entry));
      }
      life.handleTimer(entry.message, entry.cause);
    }
  }

  /** The next time by the rate that is still to come. */
  private long next(Entry entry) {
    long late = Math.max(0, now() - entry.due);
    return entry.due + (late / entry.period + 1) * entry.period;
  }

  /** Messages only move the time on; the timer finds out when it fires. */
  private void quietFired(Entry entry) {
    if (now() - lastMessage < entry.period) {
      entry.arm(lastMessage + entry.period);
      return;
    }
    lastMessage = now();
    entry.arm(lastMessage + entry.period);
    life.handleTimer(entry.message, entry.cause);
  }

  private long now() {
    return cell.system().time().nanoTime();
  }

  private static void requirePositive(Duration time) {
    if (!time.isPositive()) {
      throw new IllegalArgumentException("a timer needs a positive time, not " + time);
    }
  }
}
