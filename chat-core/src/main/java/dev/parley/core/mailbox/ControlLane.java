package dev.parley.core.mailbox;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What an owner is told ahead of all messages, in the order in which it was told. Any thread may
 * push; only the owner polls. It holds no more than there are live relations: whoever pushes does
 * so once for each child, watch and timer.
 */
final class ControlLane extends AtomicReference<ControlLane.@Nullable Told> {
  private static final long serialVersionUID = 1L;
  private static final Told ENDED = new Told(() -> {}, null);

  /** Oldest first; the owner's. */
  private transient @Nullable Told taken;

  /** One thing told, and the next in line. */
  record Told(Runnable signal, @Nullable Told next) {}

  /** Adds a signal; false once the lane has ended. */
  @SuppressWarnings("ReferenceEquality") // the one marker
  boolean push(Runnable signal) {
    while (true) {
      var newest = get();
      if (newest == ENDED) {
        return false;
      }
      if (compareAndSet(newest, new Told(signal, newest))) {
        return true;
      }
    }
  }

  /** The oldest signal, or null. */
  @Nullable Runnable poll() {
    if (taken == null && get() != null) {
      taken = oldestFirst(getAndSet(null));
    }
    return pollTaken();
  }

  private @Nullable Runnable pollTaken() {
    var first = taken;
    if (first == null) {
      return null;
    }
    taken = first.next();
    return first.signal();
  }

  /**
   * Takes no more signals; those that came in before can still be polled by {@link #pollRest()}.
   */
  void end() {
    taken = oldestFirst(getAndSet(ENDED));
  }

  /** The oldest of the signals that came in before the end, or null. */
  @Nullable Runnable pollRest() {
    return pollTaken();
  }

  boolean isEmpty() {
    return taken == null && get() == null;
  }

  private static @Nullable Told oldestFirst(@Nullable Told newest) {
    Told oldest = null;
    for (var told = newest; told != null; told = told.next()) {
      oldest = new Told(told.signal(), oldest);
    }
    return oldest;
  }
}
