package dev.parley.core.actor;

import dev.parley.core.mailbox.Overflow;
import java.util.function.Supplier;

/**
 * How to make an actor, and the house it lives in. Immutable; one spec can start many actors.
 *
 * {@snippet lang=java :
 * var spec =
 *     ActorSpec.of(Worker::new)
 *         .mailbox(100, new Overflow.DropOldest())
 *         .supervision(Supervision.of(new Directive.Restart(3, Duration.ofSeconds(10))));
 * }
 *
 * @param <M> the type of the actor's messages
 */
public final class ActorSpec<M> {
  /** How many messages a mailbox holds by default: {@value}. */
  public static final int DEFAULT_CAPACITY = 1024;

  private final Supplier<? extends Actor<M>> factory;
  private final int capacity;
  private final Overflow overflow;
  private final int stash;
  private final Supervision supervision;

  private ActorSpec(
      Supplier<? extends Actor<M>> factory,
      int capacity,
      Overflow overflow,
      int stash,
      Supervision supervision) {
    this.factory = factory;
    this.capacity = capacity;
    this.overflow = overflow;
    this.stash = stash;
    this.supervision = supervision;
  }

  /**
   * Describes an actor whose mailbox holds {@value #DEFAULT_CAPACITY} messages and then rejects,
   * and which stops when it fails.
   *
   * @param factory makes the actor, at its start and at each restart, on the actor's turn
   * @param <M> the type of its messages
   * @return the spec
   */
  public static <M> ActorSpec<M> of(Supplier<? extends Actor<M>> factory) {
    return new ActorSpec<>(
        factory, DEFAULT_CAPACITY, new Overflow.Reject(), DEFAULT_CAPACITY, Supervision.STOP);
  }

  /**
   * Sets the mailbox.
   *
   * @param size how many messages it holds; at least 1
   * @param whenFull what it does with one more
   * @return a spec with that mailbox
   * @throws IllegalArgumentException if the size is less than 1
   */
  public ActorSpec<M> mailbox(int size, Overflow whenFull) {
    if (size < 1) {
      throw new IllegalArgumentException("a mailbox holds at least 1 message, not " + size);
    }
    return new ActorSpec<>(factory, size, whenFull, stash, supervision);
  }

  /**
   * Sets how many messages the actor may put aside; by default {@value #DEFAULT_CAPACITY}.
   *
   * @param size how many; 0 for none
   * @return a spec with that stash
   * @throws IllegalArgumentException if the size is negative
   */
  public ActorSpec<M> stash(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("a stash holds 0 or more messages, not " + size);
    }
    return new ActorSpec<>(factory, capacity, overflow, size, supervision);
  }

  /**
   * Sets what becomes of the actor when it fails.
   *
   * @param rules the supervision
   * @return a spec with that supervision
   */
  public ActorSpec<M> supervision(Supervision rules) {
    return new ActorSpec<>(factory, capacity, overflow, stash, rules);
  }

  Supplier<? extends Actor<M>> factory() {
    return factory;
  }

  int capacity() {
    return capacity;
  }

  Overflow overflow() {
    return overflow;
  }

  int stashSize() {
    return stash;
  }

  Supervision supervision() {
    return supervision;
  }
}
