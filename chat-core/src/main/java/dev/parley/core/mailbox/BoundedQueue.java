package dev.parley.core.mailbox;

import java.util.AbstractQueue;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bounded first-in-first-out {@link BlockingQueue} whose storage grows from 8 elements to its
 * capacity, so that many idle queues stay small.
 *
 * <p>Correct for any number of producers and consumers. Iterators walk a snapshot. It can be {@link
 * #close() closed}: from then on it takes nothing, while what it holds can still be taken out.
 *
 * <p>Memory effects: what a thread did before it put an element happens before what another thread
 * does after it took that element.
 *
 * @param <E> the type of the elements
 */
public final class BoundedQueue<E> extends AbstractQueue<E> implements BlockingQueue<E> {
  /*
   * A ring buffer under one lock, which is why a mailbox needs no other: the bound, the order, the
   * eviction of the oldest and the moment of closing are all decided inside it. `head` is the index
   * of the oldest element, `size` how many there are.
   */
  private static final int INITIAL_STORAGE = 8;

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final Condition notFull = lock.newCondition();
  private @Nullable Object[] ring;
  private int head;
  private int size;
  private boolean closed;
  private long added;
  private long taken;
  private long evictions;
  private long refusedFull;
  private long refusedClosed;

  /** What the queue counted, all at one moment. */
  record Counts(
      long added, long taken, long evicted, long refusedFull, long refusedClosed, int size) {}

  /** What became of an element that was added. */
  enum Added {
    YES,
    FULL,
    CLOSED
  }

  /**
   * Makes an empty queue.
   *
   * @param capacity how many elements it holds at the most; at least 1
   * @throws IllegalArgumentException if the capacity is less than 1
   */
  public BoundedQueue(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a queue needs a capacity of at least 1, not " + capacity);
    }
    this.capacity = capacity;
    this.ring = new Object[Math.min(INITIAL_STORAGE, capacity)];
  }

  /**
   * How many elements fit in all.
   *
   * @return the capacity given at construction
   */
  public int capacity() {
    return capacity;
  }

  /** The counts at this moment; what is removed in any way counts as taken. */
  Counts counts() {
    lock.lock();
    try {
      return new Counts(added, taken, evictions, refusedFull, refusedClosed, size);
    } finally {
      lock.unlock();
    }
  }

  /** Counts an offer whose caller gave up while he waited. */
  void gaveUp() {
    lock.lock();
    try {
      refusedFull++;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more elements from now on, and lets every waiting producer go. Idempotent. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      notFull.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * {@inheritDoc}
   *
   * @return false if the queue is full or closed
   */
  @Override
  public boolean offer(E element) {
    return add(element, 0, null) == Added.YES;
  }

  /**
   * {@inheritDoc}
   *
   * @return false if the queue stayed full for that long, or is closed
   */
  @Override
  public boolean offer(E element, long timeout, TimeUnit unit) throws InterruptedException {
    return addWithin(element, unit.toNanos(timeout)) == Added.YES;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the queue is closed
   */
  @Override
  public void put(E element) throws InterruptedException {
    if (addWithin(element, Long.MAX_VALUE) == Added.CLOSED) {
      throw new IllegalStateException("the queue is closed");
    }
  }

  /** Adds an element, waiting for room at most this many nanoseconds. */
  Added addWithin(E element, long nanos) throws InterruptedException {
    Objects.requireNonNull(element, "element");
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (size == capacity && !closed) {
        if (left <= 0) {
          refusedFull++;
          return Added.FULL;
        }
        left = notFull.awaitNanos(left);
      }
      return append(element);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds an element without waiting.
   *
   * @param room how many of the oldest elements may be moved to {@code evicted} to make room
   */
  Added add(E element, int room, @Nullable Collection<? super E> evicted) {
    Objects.requireNonNull(element, "element");
    lock.lock();
    try {
      if (size == capacity && !closed) {
        if (room == 0 || evicted == null) {
          refusedFull++;
          return Added.FULL;
        }
        evicted.add(removeHead());
        taken--;
        evictions++;
      }
      return append(element);
    } finally {
      lock.unlock();
    }
  }

  private Added append(E element) {
    if (closed) {
      refusedClosed++;
      return Added.CLOSED;
    }
    if (size == ring.length) {
      grow();
    }
    ring[index(size)] = element;
    size++;
    added++;
    notEmpty.signal();
    return Added.YES;
  }

  private void grow() {
    var larger = new @Nullable Object[(int) Math.min(capacity, 2L * ring.length)];
    for (int i = 0; i < size; i++) {
      larger[i] = ring[index(i)];
    }
    ring = larger;
    head = 0;
  }

  private int index(int offset) {
    int index = head + offset;
    return index < ring.length ? index : index - ring.length;
  }

  @SuppressWarnings("unchecked") // only elements enter the ring
  private E elementAt(int offset) {
    return (E) Objects.requireNonNull(ring[index(offset)]);
  }

  private E removeHead() {
    E element = elementAt(0);
    ring[head] = null;
    head = index(1);
    size--;
    taken++;
    notFull.signal();
    return element;
  }

  @Override
  public @Nullable E poll() {
    lock.lock();
    try {
      return size == 0 ? null : removeHead();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable E poll(long timeout, TimeUnit unit) throws InterruptedException {
    long left = unit.toNanos(timeout);
    lock.lockInterruptibly();
    try {
      while (size == 0) {
        if (left <= 0) {
          return null;
        }
        left = notEmpty.awaitNanos(left);
      }
      return removeHead();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public E take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (size == 0) {
        notEmpty.await();
      }
      return removeHead();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable E peek() {
    lock.lock();
    try {
      return size == 0 ? null : elementAt(0);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int drainTo(Collection<? super E> target) {
    return drainTo(target, Integer.MAX_VALUE);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // this very queue is meant
  public int drainTo(Collection<? super E> target, int most) {
    if (target == this) {
      throw new IllegalArgumentException("a queue cannot be drained to itself");
    }
    lock.lock();
    try {
      int moved = 0;
      while (moved < most && size > 0) {
        target.add(elementAt(0)); // first: if the target refuses it, it stays here
        removeHead();
        moved++;
      }
      return moved;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int remainingCapacity() {
    lock.lock();
    try {
      return capacity - size;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean contains(Object element) {
    return snapshot().contains(element);
  }

  @Override
  public boolean remove(Object element) {
    lock.lock();
    try {
      for (int i = 0; i < size; i++) {
        if (elementAt(i).equals(element)) {
          removeAt(i);
          return true;
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void removeAt(int offset) {
    for (int i = offset; i > 0; i--) {
      ring[index(i)] = ring[index(i - 1)];
    }
    removeHead();
  }

  @Override
  public void clear() {
    lock.lock();
    try {
      while (size > 0) {
        removeHead();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Object[] toArray() {
    return snapshot().toArray();
  }

  @Override
  public Iterator<E> iterator() {
    lock.lock();
    try {
      return new Snapshot(snapshot().iterator(), taken + evictions);
    } finally {
      lock.unlock();
    }
  }

  /** Walks a copy; each element is known by how many had ever left the queue before it. */
  private final class Snapshot implements Iterator<E> {
    private final Iterator<E> copy;
    private long next;
    private @Nullable E last;

    Snapshot(Iterator<E> copy, long first) {
      this.copy = copy;
      this.next = first;
    }

    @Override
    public boolean hasNext() {
      return copy.hasNext();
    }

    @Override
    public E next() {
      last = copy.next();
      next++;
      return last;
    }

    @Override
    public void remove() {
      if (last == null) {
        throw new IllegalStateException("next() has not been called since the last remove()");
      }
      removeThe(last, next - 1);
      last = null;
    }
  }

  /** Removes an element from where it stood, or if others left the middle, from where it is now. */
  @SuppressWarnings("ReferenceEquality") // equal elements may stand in other places
  private void removeThe(E element, long place) {
    lock.lock();
    try {
      long offset = place - taken - evictions;
      if (offset >= 0 && offset < size && ring[index((int) offset)] == element) {
        removeAt((int) offset);
        return;
      }
      for (int i = 0; i < size; i++) {
        if (ring[index(i)] == element) {
          removeAt(i);
          return;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("unchecked") // only elements enter the ring
  private List<E> snapshot() {
    lock.lock();
    try {
      var elements = new Object[size];
      for (int i = 0; i < size; i++) {
        elements[i] = elementAt(i);
      }
      return (List<E>) Arrays.asList(elements);
    } finally {
      lock.unlock();
    }
  }
}
