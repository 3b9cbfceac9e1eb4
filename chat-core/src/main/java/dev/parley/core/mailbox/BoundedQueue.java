package dev.parley.core.mailbox;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bounded first-in-first-out {@link BlockingQueue} whose producers take no lock while there is
 * room, and whose memory grows with what waits.
 *
 * <p>Correct for any number of producers and consumers. Iterators walk a snapshot. It can be {@link
 * #close() closed}: from then on it takes nothing, while what it holds can still be taken out.
 *
 * <p>Memory effects: what a thread did before it put an element happens before what another thread
 * does after it took that element.
 *
 * @param <E> the type of the elements
 */
public final class BoundedQueue<E> extends Chain<E> implements BlockingQueue<E> {
  /*
   * The chain is for one consumer. Here consumers are many: a lock makes each of them the one while
   * it takes something out. A consumer who finds nothing marks the queue as resting, under the lock,
   * and waits; the producer who ends that rest wakes one. Whoever takes an element out wakes the next
   * consumer if there is more.
   *
   * A mailbox's owner is the only consumer there is and needs no lock: it calls `begin` and `rest`.
   */

  /**
   * How long a producer who waits goes without looking again at first, in nanoseconds; then twice
   * as long each time. A consumer wakes one producer after the other once half of the capacity is
   * free, not one for each element; should it get stuck before that, they find the room that there
   * is by themselves.
   */
  private static final long LOOK_AGAIN = 1_000_000;

  /** How long a producer goes without looking again at the most, in nanoseconds. */
  private static final long LOOK_AGAIN_LATEST = 32_000_000;

  /** A day in nanoseconds: so long one wait is at the most, so that no sum of times overflows. */
  private static final long LONG_WAIT = 86_400_000_000_000L;

  /** How often a producer looks again before it parks. */
  private static final int LINGER_LOOKS = 2;

  /** How long it waits before each look: about a microsecond. */
  private static final int LINGER_SPINS = 50;

  private static final VarHandle CONGESTION;

  static {
    try {
      CONGESTION =
          MethodHandles.lookup().findVarHandle(BoundedQueue.class, "congestion", Congestion.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private volatile @Nullable Congestion congestion;

  /**
   * Makes an empty queue.
   *
   * @param capacity how many elements it holds at the most; at least 1
   * @throws IllegalArgumentException if the capacity is less than 1
   */
  public BoundedQueue(int capacity) {
    super(capacity);
  }

  private Congestion congestion() {
    var known = congestion;
    if (known == null) {
      var made = new Congestion();
      known =
          CONGESTION.compareAndSet(this, null, made) ? made : Objects.requireNonNull(congestion);
    }
    return known;
  }

  private ReentrantLock lock() {
    return congestion().lock;
  }

  // ---- producers ----

  /** Takes no more elements from now on, and lets every waiting producer go. Idempotent. */
  public void close() {
    end();
    var known = congestion;
    if (known != null && known.producers > 0) {
      known.lock.lock();
      try {
        known.notFull.signalAll();
      } finally {
        known.lock.unlock();
      }
    }
  }

  /**
   * {@inheritDoc}
   *
   * @return false if the queue is full or closed
   */
  @Override
  public boolean offer(E element) {
    return entered(add(new Node<>(element), capacity(), true));
  }

  /**
   * {@inheritDoc}
   *
   * @return false if the queue stayed full for that long, or is closed
   */
  @Override
  public boolean offer(E element, long timeout, TimeUnit unit) throws InterruptedException {
    return entered(addWithin(new Node<>(element), unit.toNanos(timeout)));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the queue is closed
   */
  @Override
  public void put(E element) throws InterruptedException {
    if (!entered(addWithin(new Node<>(element), Long.MAX_VALUE))) {
      throw new IllegalStateException("the queue is closed");
    }
  }

  /** Whether it was added; a consumer who waits is woken then. */
  boolean entered(Added added) {
    if (added == Added.YES_ROUSE) {
      wakeConsumer();
    }
    return added == Added.YES || added == Added.YES_ROUSE;
  }

  /** Adds an element without waiting, if fewer than {@code bound} wait; else counts it or not. */
  Added add(Node<E> node, long bound, boolean countRefusal) {
    var added = append(node, bound);
    if (added == Added.CLOSED) {
      congestion().refusedClosed.incrementAndGet();
    } else if (added == Added.FULL && countRefusal) {
      gaveUp();
    }
    return added;
  }

  /** Adds an element, waiting for room at most this many nanoseconds. */
  Added addWithin(Node<E> node, long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    var added = add(node, capacity(), false);
    if (added == Added.FULL && nanos > 0) {
      added = addLingering(node);
    }
    return added == Added.FULL ? addParking(node, nanos) : added;
  }

  /** Like {@link #addWithin}, once it is known that there is no room. */
  Added addParking(Node<E> node, long nanos) throws InterruptedException {
    var here = congestion();
    Added added;
    here.lock.lockInterruptibly();
    try {
      added = addWaiting(here, node, nanos);
    } finally {
      here.lock.unlock();
    }
    if (added == Added.FULL) {
      gaveUp();
    }
    return added;
  }

  /**
   * Stays on for a moment while nobody else waits: to park costs more than a consumer in full flow
   * needs for half of a small queue. Looks rarely, as each look takes memory away from the
   * consumer.
   */
  private Added addLingering(Node<E> node) {
    for (int look = 0; look < LINGER_LOOKS && congestion().producers == 0; look++) {
      for (int spin = 0; spin < LINGER_SPINS; spin++) {
        Thread.onSpinWait();
      }
      if (2L * depth() <= capacity()) {
        return add(node, capacity(), false);
      }
    }
    return Added.FULL;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
  private Added addWaiting(Congestion here, Node<E> node, long nanos) throws InterruptedException {
    long remaining = nanos;
    long look = LOOK_AGAIN;
    here.producers++; // before the next look: the consumer takes elements without the lock
    try {
      while (true) {
        var added = add(node, capacity(), false);
        if (added != Added.FULL || remaining <= 0) {
          return added;
        }
        long slice = Math.min(remaining, look);
        remaining -= slice - here.notFull.awaitNanos(slice);
        here.producerComes = false;
        look = Math.min(2 * look, LOOK_AGAIN_LATEST);
      }
    } finally {
      here.producers--;
    }
  }

  /** Counts an offer whose caller gave up. */
  void gaveUp() {
    congestion().refusedFull.incrementAndGet();
  }

  /**
   * Adds an element, moving the oldest to {@code evicted} if there is no room otherwise. All
   * consumers must use the lock.
   */
  Added addEvicting(Node<E> node, Collection<? super Node<E>> evicted) {
    lock().lock();
    try {
      while (true) {
        var added = add(node, capacity(), false);
        if (added != Added.FULL) {
          return added;
        }
        var oldest = next();
        if (oldest != null) {
          evicted.add(oldest);
          congestion().evicted.incrementAndGet();
        }
      }
    } finally {
      lock().unlock();
    }
  }

  long evicted() {
    var known = congestion;
    return known == null ? 0 : known.evicted.get();
  }

  long refusedFull() {
    var known = congestion;
    return known == null ? 0 : known.refusedFull.get();
  }

  long refusedClosed() {
    var known = congestion;
    return known == null ? 0 : known.refusedClosed.get();
  }

  // ---- the one owner of a mailbox ----

  /** Takes the oldest element out. The calling thread must be the only consumer there is. */
  @Nullable Node<E> begin(Node<E> last) {
    var node = nextAfter(last);
    if (node != null) {
      wakeProducers();
    }
    return node;
  }

  /** Takes the oldest element out although others may evict it. */
  @Nullable Node<E> beginLocked() {
    lock().lock();
    try {
      return next();
    } finally {
      lock().unlock();
    }
  }

  /** Like {@link #rest}, although others may evict. */
  boolean restLocked(boolean leavingElements) {
    lock().lock();
    try {
      return rest(leavingElements);
    } finally {
      lock().unlock();
    }
  }

  /** Wakes a producer who waits, once there is room for many elements. */
  void wakeProducers() {
    var known = congestion;
    if (known != null
        && known.producers > 0
        && !known.producerComes
        && 2L * depth() <= capacity()) {
      wakeProducer(known);
    }
  }

  private static void wakeProducer(Congestion known) {
    known.lock.lock();
    try {
      known.producerComes = known.producers > 0;
      known.notFull.signal();
    } finally {
      known.lock.unlock();
    }
  }

  // ---- consumers ----

  private void wakeConsumer() {
    var known = congestion();
    known.lock.lock();
    try {
      known.notEmpty.signal();
    } finally {
      known.lock.unlock();
    }
  }

  /** Under the lock. */
  private @Nullable E takeOut() {
    var node = next();
    if (node == null) {
      return null;
    }
    var element = node.element();
    node.letGo();
    var known = congestion();
    if (known.producers > 0) {
      known.notFull.signal();
    }
    return element;
  }

  /** Waits, under the lock, until there is an element; null if the time is over. */
  private @Nullable E takeOutWithin(Congestion here, long nanos) throws InterruptedException {
    long remaining = nanos;
    here.consumers++;
    try {
      while (true) {
        var element = takeOut();
        if (element != null || remaining <= 0) {
          return element;
        }
        if (rest(false)) {
          long slice = Math.min(remaining, LONG_WAIT);
          remaining -= slice - here.notEmpty.awaitNanos(slice);
        }
      }
    } finally {
      here.consumers--;
      if (here.consumers > 0 && !rest(false)) {
        here.notEmpty.signal();
      }
    }
  }

  @Override
  public @Nullable E poll() {
    lock().lock();
    try {
      return takeOut();
    } finally {
      lock().unlock();
    }
  }

  @Override
  public @Nullable E poll(long timeout, TimeUnit unit) throws InterruptedException {
    lock().lockInterruptibly();
    try {
      return takeOutWithin(congestion(), unit.toNanos(timeout));
    } finally {
      lock().unlock();
    }
  }

  @Override
  public E take() throws InterruptedException {
    lock().lockInterruptibly();
    try {
      return Objects.requireNonNull(takeOutWithin(congestion(), Long.MAX_VALUE));
    } finally {
      lock().unlock();
    }
  }

  @Override
  public @Nullable E peek() {
    lock().lock();
    try {
      var oldest = oldest();
      return oldest == null ? null : oldest.element();
    } finally {
      lock().unlock();
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
    lock().lock();
    try {
      int moved = 0;
      for (var oldest = oldest(); oldest != null && moved < most; oldest = oldest()) {
        target.add(oldest.element()); // first: if the target refuses it, it stays here
        takeOut();
        moved++;
      }
      return moved;
    } finally {
      lock().unlock();
    }
  }

  @Override
  public int size() {
    return depth();
  }

  @Override
  public int remainingCapacity() {
    return Math.max(0, capacity() - depth());
  }

  @Override
  public void clear() {
    lock().lock();
    try {
      while (takeOut() != null) {
        // the next one
      }
    } finally {
      lock().unlock();
    }
  }

  // ---- walking, and removing from the middle ----

  /** The oldest element, left in its place; under the lock. */
  private @Nullable Node<E> oldest() {
    for (var node = head().following(); node != null; node = node.following()) {
      if (isElement(node)) {
        return node;
      }
    }
    return null;
  }

  /** The elements that wait; their nodes may be emptied later. */
  private List<Node<E>> nodes() {
    var nodes = new ArrayList<Node<E>>();
    for (var node = head().following(); node != null; node = node.following()) {
      if (isElement(node)) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  private List<E> snapshot() {
    lock().lock();
    try {
      return new ArrayList<>(nodes().stream().map(Node::element).toList());
    } finally {
      lock().unlock();
    }
  }

  @Override
  public boolean contains(Object element) {
    return snapshot().contains(element);
  }

  @Override
  public Object[] toArray() {
    return snapshot().toArray();
  }

  @Override
  public boolean remove(Object element) {
    lock().lock();
    try {
      for (var node : nodes()) {
        if (node.element().equals(element)) {
          return remove(node);
        }
      }
      return false;
    } finally {
      lock().unlock();
    }
  }

  /** Removes an element wherever it stands; false if it has left already. */
  private boolean remove(Node<E> node) {
    lock().lock();
    try {
      if (!isElement(node)) {
        return false;
      }
      node.letGo();
      left();
      unlinkRemoved();
      congestion().notFull.signal();
      return true;
    } finally {
      lock().unlock();
    }
  }

  /** Takes nodes without an element out of the chain; but for the last, which others append to. */
  private void unlinkRemoved() {
    var before = head();
    for (var node = before.following(); node != null; node = before.following()) {
      var after = node.following();
      if (!isElement(node) && after != null) {
        before.link(after);
      } else {
        before = node;
      }
    }
  }

  @Override
  public Iterator<E> iterator() {
    lock().lock();
    try {
      return new Snapshot(nodes());
    } finally {
      lock().unlock();
    }
  }

  /** Walks a copy. */
  private final class Snapshot implements Iterator<E> {
    private final List<Node<E>> nodes;
    private final Iterator<E> elements;
    private int next;
    private @Nullable Node<E> last;

    Snapshot(List<Node<E>> nodes) {
      this.nodes = nodes;
      this.elements = nodes.stream().map(Node::element).toList().iterator();
    }

    @Override
    public boolean hasNext() {
      return elements.hasNext();
    }

    @Override
    public E next() {
      var element = elements.next();
      last = nodes.get(next++);
      return element;
    }

    @Override
    public void remove() {
      if (last == null) {
        throw new IllegalStateException("next() has not been called since the last remove()");
      }
      BoundedQueue.this.remove(last);
      last = null;
    }
  }
}
