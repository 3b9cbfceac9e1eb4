package dev.parley.core.mailbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of messages for one owner, which answers every offer with an outcome and keeps
 * the accounts; a control lane that goes ahead of it; and a stash.
 *
 * <p>Any thread may offer and signal. Only the owner's thread may take messages and signals out,
 * and it reports what became of each message that it began. An owner without work {@linkplain #rest
 * rests}; the mailbox calls it back, once, on the thread that gives it work again.
 *
 * @param <M> the type of the messages
 */
public final class Mailbox<M> {
  private static final Offer<?> ACCEPTED = new Offer.Accepted<>();
  private static final Offer<?> FULL = new Offer.Full<>();
  private static final Offer<?> CLOSED = new Offer.Closed<>();

  private final BoundedQueue<M> queue;
  private final ControlLane lane = new ControlLane();
  private final Overflow overflow;
  private final Owner owner;

  // The owner's. Others read them under the queue's lock, which the owner takes before it rests.
  private @Nullable ArrayDeque<M> stash;
  private @Nullable ArrayDeque<M> unstashed;
  private boolean running;
  private long handled;
  private long failed;
  private long deadLettered;

  /** Who is told that there is work. */
  @FunctionalInterface
  public interface Owner {
    /** There is work, and the owner rested: it must run soon. Never called under a lock. */
    void ready();
  }

  /** Who offers a message: it decides whether he may wait, and how much room he has. */
  public enum Caller {
    /** The owner itself: it has a reserve as large as the capacity, and never waits. */
    OWNER,
    /** Another actor: it never waits. */
    ACTOR,
    /** A thread that is no actor: it waits under {@link Overflow.Block}. */
    OUTSIDE
  }

  /**
   * Makes an empty mailbox, whose owner is at work: it rests only once it said so.
   *
   * @param capacity how many messages it holds at the most; at least 1
   * @param overflow what it does when it is full
   * @param owner who is told that there is work
   * @throws IllegalArgumentException if the capacity is less than 1
   */
  public Mailbox(int capacity, Overflow overflow, Owner owner) {
    this.queue = new BoundedQueue<>(capacity);
    this.overflow = overflow;
    this.owner = owner;
  }

  // ---- for everybody ----

  /**
   * Offers a message.
   *
   * @param message the message
   * @param caller who offers it
   * @return what became of it. An interrupt while waiting counts as {@link Offer.Full}, and the
   *     thread stays interrupted
   * @throws NullPointerException if the message is null; nothing is counted then
   */
  public Offer<M> offer(M message, Caller caller) {
    return switch (overflow) {
      case Overflow.Block block when caller == Caller.OUTSIDE -> outcome(addWithin(message, block));
      case Overflow.DropOldest oldest -> addEvicting(message);
      case Overflow.Block block -> outcome(add(message, caller));
      case Overflow.Reject reject -> outcome(add(message, caller));
      case Overflow.DropNewest newest -> outcome(add(message, caller));
    };
  }

  /**
   * Offers a message to whoever has room; the refusal is not counted, as the caller will try again.
   *
   * @param message the message
   * @return what became of it, or null if there was no room
   * @throws NullPointerException if the message is null
   */
  public @Nullable Offer<M> offerIfRoom(M message) {
    var added = queue.add(message, queue.capacity(), false);
    return added == BoundedQueue.Added.FULL ? null : outcome(added);
  }

  private BoundedQueue.Added add(M message, Caller caller) {
    long bound = caller == Caller.OWNER ? 2L * queue.capacity() : queue.capacity();
    return queue.add(message, (int) Math.min(bound, Integer.MAX_VALUE), true);
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
    var offer = outcome(queue.addEvicting(message, out));
    return out.isEmpty() ? offer : new Offer.AcceptedEvicting<>(out.getFirst());
  }

  private Offer<M> outcome(BoundedQueue.Added added) {
    return switch (added) {
      case YES -> same(ACCEPTED);
      case YES_ROUSE -> {
        owner.ready();
        yield same(ACCEPTED);
      }
      case FULL -> same(FULL);
      case CLOSED -> same(CLOSED);
    };
  }

  @SuppressWarnings("unchecked") // these outcomes hold no message
  private Offer<M> same(Offer<?> outcome) {
    return (Offer<M>) outcome;
  }

  /**
   * Tells the owner something ahead of all messages. Never refused for want of room: each relation
   * that can signal is bounded by its own life.
   *
   * @param signal what the owner's thread is to run
   * @return false if the owner has ended
   */
  public boolean signal(Runnable signal) {
    if (!lane.push(signal)) {
      return false;
    }
    if (queue.rouse()) {
      owner.ready();
    }
    return true;
  }

  /**
   * What happens to a message that finds no room.
   *
   * @return the policy given at construction
   */
  public Overflow overflow() {
    return overflow;
  }

  /** Refuses every offer from now on; what waits can still be taken out. Idempotent. */
  public void close() {
    queue.close();
  }

  /**
   * Whether every offer is refused.
   *
   * @return true once the mailbox was closed
   */
  public boolean isClosed() {
    return queue.isClosed();
  }

  /**
   * How many messages wait, those included that were unstashed.
   *
   * @return the depth at this moment
   */
  public int depth() {
    return queue.depth() + size(unstashed);
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
        size(stash),
        counts.size() + size(unstashed),
        running ? 1 : 0);
  }

  // ---- for the owner ----

  /**
   * The oldest signal.
   *
   * @return the signal, which the owner is to run; or null if there is none
   */
  public @Nullable Runnable nextSignal() {
    return lane.poll();
  }

  /**
   * Takes the oldest message out and begins it; the owner then says what became of it. Unstashed
   * messages come first.
   *
   * @param batch what this thread took out already; before the thread turns to another owner it
   *     must be handed to {@link #putBack}
   * @return the message, or null if none waits
   */
  public @Nullable M begin(Batch batch) {
    M message = unstashed == null ? null : unstashed.pollFirst();
    if (message == null) {
      message = fromQueue(batch);
    }
    running = message != null;
    return message;
  }

  @SuppressWarnings("unchecked") // only messages enter the queue
  private @Nullable M fromQueue(Batch batch) {
    if (batch.isEmpty()) {
      if (queue.looksEmpty()) {
        return null; // nearly always so after the last message: resting finds out for sure
      }
      // Under DropOldest what waits must stay where it can be evicted.
      int most = overflow instanceof Overflow.DropOldest ? 1 : batch.items.length;
      batch.next = 0;
      batch.end = queue.fetch(batch.items, most);
      if (batch.end == 0) {
        return null;
      }
    }
    var message = (M) Objects.requireNonNull(batch.items[batch.next]);
    batch.items[batch.next++] = null;
    queue.begun(batch.next, overflow instanceof Overflow.Block);
    return message;
  }

  /**
   * Ends a turn: puts the messages of its batch that were not begun back in their place.
   *
   * @param batch what {@link #begin} filled
   */
  public void putBack(Batch batch) {
    if (!batch.isEmpty()) {
      queue.putBack(batch.items, batch.next, batch.end);
    }
    batch.next = 0;
    batch.end = 0;
  }

  /** Counts the message begun last as handled. */
  public void handled() {
    running = false;
    handled++;
  }

  /** Counts the message begun last as failed. */
  public void failed() {
    running = false;
    failed++;
  }

  /** Counts the message begun last as dead: its owner stopped before handling it. */
  public void deadLettered() {
    running = false;
    deadLettered++;
  }

  /** Begins a message that never waited: one of the owner's timers. It counts as accepted. */
  public void beginDirect() {
    queue.countDirect();
    running = true;
  }

  /**
   * Puts the message begun last aside until {@link #unstashAll()}.
   *
   * @param message that message
   * @param most how many the stash may hold
   * @return false if the stash is full; the message is then still begun
   */
  public boolean stash(M message, int most) {
    if (size(stash) >= most) {
      return false;
    }
    if (stash == null) {
      stash = new ArrayDeque<>();
    }
    stash.addLast(message);
    running = false;
    return true;
  }

  /** Puts everything stashed ahead of what waits, in the order in which it was stashed. */
  public void unstashAll() {
    if (stash == null) {
      return;
    }
    if (unstashed == null) {
      unstashed = stash;
    } else {
      // What was stashed while unstashed messages waited is one of those, and came before the rest.
      while (!stash.isEmpty()) {
        unstashed.addFirst(stash.removeLast());
      }
    }
    stash = null;
  }

  /**
   * Lets the owner rest until there is work again; {@link Owner#ready()} then comes exactly once.
   *
   * @param leavingMessages whether messages that wait are no work for the moment
   * @return false if there is work, and the owner must go on
   */
  public boolean rest(boolean leavingMessages) {
    if (!leavingMessages && size(unstashed) > 0) {
      return false;
    }
    return queue.rest(lane::isEmpty, leavingMessages);
  }

  /**
   * Ends the control lane.
   *
   * @param rest takes the signals that came in before
   */
  public void end(Consumer<Runnable> rest) {
    lane.end();
    for (var signal = lane.pollRest(); signal != null; signal = lane.pollRest()) {
      rest.accept(signal);
    }
  }

  private static int size(@Nullable ArrayDeque<?> messages) {
    return messages == null ? 0 : messages.size();
  }
}
