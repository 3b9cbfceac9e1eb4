package dev.parley.core.mailbox;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
import java.util.function.BooleanSupplier;
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
   * eviction of the oldest, the moment of closing, and whether the owner must be roused are all
   * decided inside it. `head` is the index of the oldest element, `size` how many there are.
   *
   * A mailbox adds one owner, who fetches many elements at once and begins them one by one. Those
   * that it has not begun still count against the capacity: `fetched` is how many it took last,
   * `begun` how many of them it has begun, written by the owner without the lock. An owner that has
   * nothing to do rests: whoever adds the next element is told to rouse it, and nobody else is.
   */
  private static final int INITIAL_STORAGE = 8;

  /**
   * How long a producer who waits goes without looking again, in nanoseconds. An owner wakes
   * producers when half of the capacity is free, not for each message; should it get stuck before
   * that, they find the room that there is by themselves.
   */
  private static final long LOOK_AGAIN = 1_000_000;

  private static final VarHandle BEGUN;
  private static final VarHandle SIZE;

  static {
    try {
      BEGUN = MethodHandles.lookup().findVarHandle(BoundedQueue.class, "begun", int.class);
      SIZE = MethodHandles.lookup().findVarHandle(BoundedQueue.class, "size", int.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Condition notEmpty;
  private @Nullable Condition notFull;
  private @Nullable Object[] ring;
  private int head;
  private int size;
  private boolean closed;
  private boolean resting;
  private int fetched;

  @SuppressWarnings("unused") // through BEGUN
  private int begun;

  /** How many producers wait for room; written under the lock, read by the owner without it. */
  private volatile int producersWaiting;

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
    /** It was added, and the owner rests: whoever added it must rouse it. */
    YES_ROUSE,
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
      return new Counts(added, taken, evictions, refusedFull, refusedClosed, waiting());
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
      if (notFull != null) {
        notFull.signalAll();
      }
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
    return entered(add(element, capacity, true));
  }

  /**
   * {@inheritDoc}
   *
   * @return false if the queue stayed full for that long, or is closed
   */
  @Override
  public boolean offer(E element, long timeout, TimeUnit unit) throws InterruptedException {
    return entered(addWithin(element, unit.toNanos(timeout)));
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

  private static boolean entered(Added added) {
    return added == Added.YES || added == Added.YES_ROUSE;
  }

  /** Adds an element, waiting for room at most this many nanoseconds. */
  Added addWithin(E element, long nanos) throws InterruptedException {
    Objects.requireNonNull(element, "element");
    lock.lockInterruptibly();
    try {
      if (waiting() >= capacity && !closed && !roomWithin(nanos)) {
        refusedFull++;
        return Added.FULL;
      }
      return append(element);
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
  private boolean roomWithin(long nanos) throws InterruptedException {
    if (notFull == null) {
      notFull = lock.newCondition();
    }
    long left = nanos;
    producersWaiting++; // before the next look: the owner begins messages without the lock
    try {
      while (waiting() >= capacity && !closed) {
        if (left <= 0) {
          return false;
        }
        long slice = Math.min(left, LOOK_AGAIN);
        left -= slice - notFull.awaitNanos(slice);
      }
      return true;
    } finally {
      producersWaiting--;
    }
  }

  /** Adds an element without waiting, if fewer than {@code bound} wait; else counts it or not. */
  Added add(E element, int bound, boolean countRefusal) {
    Objects.requireNonNull(element, "element");
    lock.lock();
    try {
      if (!closed && size + fetched >= bound && waiting() >= bound) {
        refusedFull += countRefusal ? 1 : 0;
        return Added.FULL;
      }
      return append(element);
    } finally {
      lock.unlock();
    }
  }

  /** Adds an element, moving the oldest to {@code evicted} if there is no room otherwise. */
  Added addEvicting(E element, Collection<? super E> evicted) {
    Objects.requireNonNull(element, "element");
    lock.lock();
    try {
      if (!closed && size >= capacity) {
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
    if (notEmpty != null) {
      notEmpty.signal();
    }
    if (resting) {
      resting = false;
      return Added.YES_ROUSE;
    }
    return Added.YES;
  }

  // ---- for the one owner of a mailbox ----

  /** How many wait, those included that the owner fetched and has not begun. */
  private int waiting() {
    return size + fetched - (int) BEGUN.getVolatile(this);
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** How many wait. */
  int depth() {
    lock.lock();
    try {
      return waiting();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether none waits, as far as can be seen without the lock: what was just added may be missed.
   */
  boolean looksEmpty() {
    return (int) SIZE.getOpaque(this) == 0;
  }

  /**
   * Takes the oldest elements out, for the owner to begin them one by one. It has begun all that it
   * fetched before.
   *
   * @return how many there were
   */
  int fetch(@Nullable Object[] into, int most) {
    lock.lock();
    try {
      int moved = Math.min(most, size);
      for (int i = 0; i < moved; i++) {
        into[i] = ring[head];
        ring[head] = null;
        head = index(1);
      }
      size -= moved;
      taken += moved;
      fetched = moved;
      BEGUN.setVolatile(this, 0);
      return moved;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The owner has begun so many of those that it fetched last.
   *
   * @param producersMayWait whether there are producers who wait for room
   */
  void begun(int count, boolean producersMayWait) {
    if (!producersMayWait) {
      BEGUN.setRelease(this, count);
      return;
    }
    BEGUN.setVolatile(this, count); // before the next read, or a producer who waits could be missed
    if (producersWaiting > 0) {
      wakeProducers();
    }
  }

  private void wakeProducers() {
    lock.lock();
    try {
      int room = capacity - waiting();
      if (2 * room >= capacity) {
        for (int n = Math.min(room, producersWaiting); n > 0; n--) {
          signalRoom();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Counts a message that the owner begins without its ever having waited. */
  void countDirect() {
    lock.lock();
    try {
      added++;
    } finally {
      lock.unlock();
    }
  }

  /** Puts back what the owner fetched and did not begin, in its place. */
  void putBack(@Nullable Object[] from, int next, int end) {
    lock.lock();
    try {
      for (int i = end - 1; i >= next; i--) {
        if (size == ring.length) {
          grow();
        }
        head = head == 0 ? ring.length - 1 : head - 1;
        ring[head] = from[i];
        from[i] = null;
        size++;
        taken--;
      }
      fetched = 0;
      BEGUN.setVolatile(this, 0);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets the owner rest until somebody adds an element or rouses it.
   *
   * @param reason asked under the lock: whether there is nothing else to do
   * @param leavingElements whether elements that wait may go on waiting
   * @return false if there is something to do after all
   */
  boolean rest(BooleanSupplier reason, boolean leavingElements) {
    lock.lock();
    try {
      resting = (leavingElements || size == 0) && reason.getAsBoolean();
      return resting;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the owner's rest; true if it rested, and the caller must see to it that it runs. */
  boolean rouse() {
    lock.lock();
    try {
      boolean rested = resting;
      resting = false;
      return rested;
    } finally {
      lock.unlock();
    }
  }

  private void signalRoom() {
    if (notFull != null) {
      notFull.signal();
    }
  }

  // ---- storage ----

  private void grow() {
    // Beyond the capacity grows only what an owner keeps in its reserve.
    long length = 2L * ring.length;
    boolean inside = ring.length < capacity;
    var larger = new @Nullable Object[(int) (inside ? Math.min(capacity, length) : length)];
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
    signalRoom();
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
        left = notEmpty().awaitNanos(left);
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
        notEmpty().await();
      }
      return removeHead();
    } finally {
      lock.unlock();
    }
  }

  private Condition notEmpty() {
    if (notEmpty == null) {
      notEmpty = lock.newCondition();
    }
    return notEmpty;
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
      return Math.max(0, capacity - waiting());
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
