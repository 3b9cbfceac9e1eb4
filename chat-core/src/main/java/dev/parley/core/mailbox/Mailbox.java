package dev.parley.core.mailbox;

import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of messages for one owner, which answers every offer with an outcome and keeps
 * the accounts.
 *
 * <p>Any thread may offer. Only the owner's thread may {@link #poll()} and report what became of
 * the message it polled.
 *
 * @param <M> the type of the messages
 */
public final class Mailbox<M> {
  private final BoundedQueue<M> queue;
  private final Overflow overflow;
  private volatile long handled;
  private volatile long failed;
  private volatile long deadLettered;

  /**
   * Makes an empty mailbox.
   *
   * @param capacity how many messages it holds at the most; at least 1
   * @param overflow what it does when it is full
   * @throws IllegalArgumentException if the capacity is less than 1
   */
  public Mailbox(int capacity, Overflow overflow) {
    this.queue = new BoundedQueue<>(capacity);
    this.overflow = overflow;
  }

  /**
   * Offers a message.
   *
   * @param message the message
   * @param mayWait whether the caller may be made to wait under {@link Overflow.Block}; an actor
   *     may not
   * @return what became of it. An interrupt while waiting counts as {@link Offer.Full}, and the
   *     thread stays interrupted
   * @throws NullPointerException if the message is null; nothing is counted then
   */
  public Offer<M> offer(M message, boolean mayWait) {
    Objects.requireNonNull(message, "message");
    return switch (overflow) {
      case Overflow.Block block when mayWait -> outcome(addWithin(message, block));
      case Overflow.DropOldest oldest -> addEvicting(message);
      case Overflow.Block block -> outcome(queue.add(message, 0, null));
      case Overflow.Reject reject -> outcome(queue.add(message, 0, null));
      case Overflow.DropNewest newest -> outcome(queue.add(message, 0, null));
    };
  }

  private BoundedQueue.Added addWithin(M message, Overflow.Block block) {
    try {
      return queue.addWithin(message, block.deadline().toNanos());
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      queue.gaveUp();
      return BoundedQueue.Added.FULL;
    }
  }

  private Offer<M> addEvicting(M message) {
    var out = new ArrayList<M>(1);
    var added = queue.add(message, 1, out);
    if (out.isEmpty()) {
      return outcome(added);
    }
    return new Offer.AcceptedEvicting<>(out.getFirst());
  }

  private Offer<M> outcome(BoundedQueue.Added added) {
    return switch (added) {
      case YES -> new Offer.Accepted<>();
      case FULL -> new Offer.Full<>();
      case CLOSED -> new Offer.Closed<>();
    };
  }

  /**
   * What happens to a message that finds no room.
   *
   * @return the policy given at construction
   */
  public Overflow overflow() {
    return overflow;
  }

  /**
   * Takes the oldest message out; the owner then says what became of it.
   *
   * @return the message, or null if there is none
   */
  public @Nullable M poll() {
    return queue.poll();
  }

  /** Counts the message polled last as handled. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only the owner's thread writes
  public void handled() {
    handled++;
  }

  /** Counts the message polled last as failed. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only the owner's thread writes
  public void failed() {
    failed++;
  }

  /** Counts the message polled last as dead: its owner stopped before handling it. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only the owner's thread writes
  public void deadLettered() {
    deadLettered++;
  }

  /** Refuses every offer from now on; what waits can still be polled. Idempotent. */
  public void close() {
    queue.close();
  }

  /**
   * How many messages wait.
   *
   * @return the depth at this moment
   */
  public int depth() {
    return queue.size();
  }

  /**
   * Where every message went so far.
   *
   * @return the accounts, exact when quiescent
   */
  public Accounts accounts() {
    var counts = queue.counts();
    return new Accounts(
        counts.added() + counts.refusedFull() + counts.refusedClosed(),
        counts.added(),
        counts.refusedFull(),
        counts.refusedClosed(),
        handled,
        failed,
        counts.evicted(),
        deadLettered,
        counts.size(),
        counts.taken() - handled - failed - deadLettered);
  }
}
