package dev.parley.core.mailbox;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An element with its place in a queue. Whoever has more to say of an element than the element
 * itself extends this, so that a message costs one object. A node enters one queue, once.
 *
 * @param <E> the type of the element
 */
public class Node<E> {
  private static final VarHandle NEXT;

  static {
    try {
      NEXT = MethodHandles.lookup().findVarHandle(Node.class, "next", Node.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  /** The element; null once it was let go, and in a node that never was one. */
  @Nullable Object content;

  /** Where in the queue it is: as {@link Chain} says. */
  long place;

  /** The next one. */
  @SuppressWarnings("unused") // through NEXT
  private @Nullable Node<E> next;

  /**
   * Wraps an element.
   *
   * @param element the element
   * @throws NullPointerException if it is null
   */
  public Node(E element) {
    this.content = Objects.requireNonNull(element, "element");
  }

  private Node() {}

  /** A node that is no element. */
  static <E> Node<E> mark(long place) {
    var node = new Node<E>();
    node.place = place;
    return node;
  }

  /**
   * The element.
   *
   * @return the element that was wrapped
   * @throws NullPointerException if it was let go
   */
  @SuppressWarnings("unchecked") // only an element is ever asked for
  public final E element() {
    return (E) Objects.requireNonNull(content, "let go");
  }

  /** Lets the element go, so that the node does not keep it alive. For the consumer. */
  public final void letGo() {
    content = null;
  }

  /** Links the next one; whoever adds it does so. */
  final void link(Node<E> following) {
    NEXT.setRelease(this, following);
  }

  /** The next one, or null if there is none yet; what its producer did before is seen. */
  @SuppressWarnings("unchecked") // only nodes of the same queue are linked
  final @Nullable Node<E> following() {
    return (Node<E>) NEXT.getAcquire(this);
  }

  /** Forgets the next one, or an old node would keep all younger ones alive. For the consumer. */
  final void unlink() {
    NEXT.set(this, null);
  }
}
