package dev.parley.core.mailbox;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.AbstractQueue;
import org.jspecify.annotations.Nullable;

/**
 * The storage of a {@link BoundedQueue}: adding takes no lock, and one consumer at a time takes
 * out. Memory grows with what waits, so that an idle queue is small.
 *
 * @param <E> the type of the elements
 */
abstract sealed class Chain<E> extends AbstractQueue<E> permits BoundedQueue {
  /*
   * A linked list, as in Dmitry Vyukov's queue for many producers and one consumer, with one
   * difference: producers replace `tail` by compare-and-set, not by exchange, and each node knows its
   * position. So one atomic step decides all that has to be decided together: the order, the bound
   * (the position against how many left), whether the queue is closed, and whether its consumer rests
   * and must be roused.
   *
   * For the last two the chain may end in a mark: a node that is no element, has the position of the
   * last one, and says in its place what holds. A consumer that goes to rest appends RESTING, and
   * whoever replaces that as the tail must rouse it: exactly one does. Each mark is a new node, or a
   * producer that slept over a whole rest could take the second one for the first.
   *
   * Between a producer's two steps (it is the tail; it is linked) the chain is cut. Consumers see that
   * the last position has not left, and look again.
   *
   * `head` is the node consumed last, or a mark: its element is gone, its `next` is the oldest.
   */

  /** In a node's place: the consumer rests. */
  private static final long RESTING = 1;

  /** In a node's place: nothing may be added. */
  private static final long CLOSED = 2;

  private static final long MARKS = RESTING | CLOSED;

  /** A node's place is its position times this, and the marks. */
  private static final long ONE = 4;

  /** What became of an element that was added. */
  enum Added {
    YES,
    /** It was added, and the consumer rests: whoever added it must rouse it. */
    YES_ROUSE,
    FULL,
    CLOSED
  }

  /** How often a consumer looks again at a place where the chain is cut. */
  private static final int LOOKS = 64;

  private static final VarHandle TAIL;
  private static final VarHandle LEFT;

  static {
    try {
      var lookup = MethodHandles.lookup();
      TAIL = lookup.findVarHandle(Chain.class, "tail", Node.class);
      LEFT = lookup.findVarHandle(Chain.class, "left", long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final int capacity;
  private volatile Node<E> tail;

  /** Up to which position there is room for sure: what producers saw of `left` last. */
  private long limit;

  /** The consumer's. */
  private Node<E> head;

  /** How many elements left, in whatever way; the consumer's, read by all. */
  @SuppressWarnings("unused") // through LEFT
  private long left;

  Chain(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a queue needs a capacity of at least 1, not " + capacity);
    }
    this.capacity = capacity;
    this.limit = capacity * ONE;
    this.head = Node.mark(0);
    this.tail = head;
  }

  /**
   * How many elements fit in all.
   *
   * @return the capacity given at construction
   */
  public final int capacity() {
    return capacity;
  }

  // ---- for everybody ----

  /** Adds an element, if fewer than so many wait. */
  final Added append(Node<E> node, long bound) {
    while (true) {
      var last = tail;
      long place = last.place;
      if ((place & CLOSED) != 0) {
        return Added.CLOSED;
      }
      long next = (place & ~MARKS) + ONE;
      if (next > limit && !hasRoom(next / ONE, bound)) {
        return Added.FULL;
      }
      node.place = next;
      if (TAIL.compareAndSet(this, last, node)) {
        last.link(node);
        return (place & RESTING) == 0 ? Added.YES : Added.YES_ROUSE;
      }
    }
  }

  private boolean hasRoom(long position, long bound) {
    long gone = gone();
    limit = (gone + capacity) * ONE;
    return position <= gone + bound;
  }

  /** Takes no more elements from now on. Idempotent. */
  final void end() {
    Node<E> last;
    do {
      last = tail;
    } while (!replaced(last, last.place | CLOSED));
  }

  /** Ends the consumer's rest; true if it rested, and the caller must see to it that it runs. */
  final boolean rouse() {
    while (true) {
      var last = tail;
      if ((last.place & RESTING) == 0) {
        return false;
      }
      if (replaced(last, last.place & ~RESTING)) {
        return true;
      }
    }
  }

  /** Appends a mark. */
  private boolean replaced(Node<E> last, long place) {
    if (last.place == place) {
      return true;
    }
    var mark = Node.<E>mark(place);
    if (!TAIL.compareAndSet(this, last, mark)) {
      return false;
    }
    last.link(mark);
    return true;
  }

  final boolean isClosed() {
    return (tail.place & CLOSED) != 0;
  }

  /** How many ever entered. */
  final long entered() {
    return tail.place / ONE;
  }

  /** How many left, in whatever way. */
  final long gone() {
    return (long) LEFT.getVolatile(this);
  }

  /** How many wait. */
  final int depth() {
    long gone = gone(); // first: it never passes what had entered
    return (int) Math.max(0, entered() - gone);
  }

  // ---- for the consumer ----

  /** Takes the oldest element out; null if there is none that can be seen yet. */
  final @Nullable Node<E> next() {
    var node = nextAfter(head);
    if (node != null) {
      head = node;
    }
    return node;
  }

  /**
   * Takes an element out without moving the head: for a consumer that takes many, and then
   * {@linkplain #moveHead moves} it once. (Each write of a new object's address into an old one
   * costs a fence under most collectors.)
   *
   * @param last what it took out last; the head at first
   */
  final @Nullable Node<E> nextAfter(Node<E> last) {
    var before = last;
    while (true) {
      var node = linkedAfter(before);
      if (node == null) {
        return null;
      }
      if (isElement(node)) {
        before.unlink();
        left();
        return node;
      }
      before = node;
    }
  }

  /** What was taken out last. */
  @SuppressWarnings("ReferenceEquality") // these very nodes
  final void moveHead(Node<E> last) {
    if (head != last) {
      head = last;
    }
  }

  /** Whether it is an element: marks are none, and what was removed counts as gone already. */
  static boolean isElement(Node<?> node) {
    return node.content != null;
  }

  /** One more element has left. */
  final void left() {
    LEFT.setRelease(this, (long) LEFT.get(this) + 1);
  }

  @SuppressWarnings("ReferenceEquality") // this very node
  private @Nullable Node<E> linkedAfter(Node<E> node) {
    for (int look = 0; look < LOOKS; look++) {
      var following = node.following();
      if (following != null || node == tail) {
        return following;
      }
      Thread.onSpinWait();
    }
    return null;
  }

  /** The node consumed last: where a walk begins. */
  final Node<E> head() {
    return head;
  }

  /** Leaves behind what is no element, or each rest would leave marks for the next to walk over. */
  private void passMarks() {
    for (var node = head.following(); node != null && !isElement(node); node = head.following()) {
      head.unlink();
      head = node;
    }
  }

  /**
   * Goes to rest, until somebody adds an element or rouses the consumer.
   *
   * @param leavingElements whether elements that wait may go on waiting
   * @return false if an element waits
   */
  @SuppressWarnings("ReferenceEquality") // these very nodes
  final boolean rest(boolean leavingElements) {
    passMarks();
    while (true) {
      var last = tail;
      if (!leavingElements && last.place / ONE != (long) LEFT.get(this)) {
        return false;
      }
      var mark = Node.<E>mark(last.place | RESTING);
      boolean empty = last == head;
      if (empty) {
        head = mark; // before anybody can rouse the consumer, on another thread
      }
      if (TAIL.compareAndSet(this, last, mark)) {
        if (!empty) {
          last.link(mark);
        }
        return true;
      }
      if (empty) {
        head = last;
      }
    }
  }
}
