package dev.parley.core.actor;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The ready actors of one worker, first in first out. Only its owner adds; anybody may take, so
 * that nothing is stuck behind a worker that is.
 *
 * <p>A ring with two counters that only grow, like the run queues of Go's scheduler: a slot is used
 * again only when the head has passed it, and whoever moves the head owns what was there.
 */
final class LocalQueue {
  static final int CAPACITY = 256;

  private final AtomicReferenceArray<Dispatcher.@Nullable Activation> ring =
      new AtomicReferenceArray<>(CAPACITY);

  // The counters begin where both the ring and the sign change, so that every test sees that.
  private final AtomicInteger head = new AtomicInteger(-1);
  private final AtomicInteger tail = new AtomicInteger(-1);

  /** Adds one; the owner only. False if there is no room. */
  boolean offer(Dispatcher.Activation activation) {
    int end = tail.getPlain();
    if (end - head.getAcquire() >= CAPACITY) {
      return false;
    }
    ring.setPlain(end & CAPACITY - 1, activation);
    tail.set(end + 1);
    return true;
  }

  /** Takes the oldest, or null if there is none. */
  Dispatcher.@Nullable Activation poll() {
    while (true) {
      int first = head.get();
      if (first == tail.get()) {
        return null;
      }
      int slot = first & CAPACITY - 1;
      var activation = ring.getPlain(slot);
      if (activation != null && head.compareAndSet(first, first + 1)) {
        ring.compareAndSet(slot, activation, null); // unless the owner has used the slot again
        return activation;
      }
    }
  }

  boolean isEmpty() {
    return tail.get() == head.get();
  }

  int size() {
    return Math.max(0, tail.get() - head.get());
  }
}
