package dev.parley.core.mailbox;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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

  private static final VarHandle LANE;

  static {
    try {
      LANE = MethodHandles.lookup().findVarHandle(Mailbox.class, "lane", ControlLane.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final BoundedQueue<M> queue;
  private final Overflow overflow;
  private final boolean evicting;
  private final Owner<? super M> owner;

  /** Made when the first signal comes. */
  private volatile @Nullable ControlLane lane;

  // The owner's. Others read them once they saw the end of the queue, which it moves when it rests.
  private long handled;
  private boolean running;
  private @Nullable Detours<M> detours;

  /**
   * Who is told that there is work.
   *
   * @param <M> the type of the messages
   */
  @FunctionalInterface
  public interface Owner<M> {
    /** There is work, and the owner rested: it must run soon. Never called under a lock. */
    void ready();

    /**
     * A message made room for a newer one. Called by the thread that offers that one.
     *
     * @param node the message
     */
    default void evicted(Node<? extends M> node) {}
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
  public Mailbox(int capacity, Overflow overflow, Owner<? super M> owner) {
    this.queue = new BoundedQueue<>(capacity);
    this.overflow = overflow;
    this.evicting = overflow instanceof Overflow.DropOldest;
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
    return offer(new Node<>(message), caller);
  }

  /**
   * Like {@link #offer(Object, Caller)}, with a node of the caller's.
   *
   * @param node holds the message; if it is not accepted it may be offered again
   * @param caller who offers it
   * @return what became of it
   */
  public Offer<M> offer(Node<M> node, Caller caller) {
    return switch (overflow) {
      case Overflow.Block block when caller == Caller.OUTSIDE -> outcome(addWithin(node, block));
      case Overflow.DropOldest oldest -> addEvicting(node);
      case Overflow.Block block -> outcome(add(node, caller));
      case Overflow.Reject reject -> outcome(add(node, caller));
      case Overflow.DropNewest newest -> outcome(add(node, caller));
    };
  }

  /**
   * Offers a message if there is room; the refusal is not counted, as the caller will try again.
   *
   * @param node holds the message
   * @return what became of it, or null if there was no room
   */
  public @Nullable Offer<M> offerIfRoom(Node<M> node) {
    var added = queue.add(node, queue.capacity(), false);
    return added == Chain.Added.FULL ? null : outcome(added);
  }

  private Chain.Added add(Node<M> node, Caller caller) {
    return queue.add(node, caller == Caller.OWNER ? 2L * queue.capacity() : queue.capacity(), true);
  }

  private Chain.Added addWithin(Node<M> node, Overflow.Block block) {
    try {
      return queue.addWithin(node, block.deadline().toNanos());
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      queue.gaveUp();
      return Chain.Added.FULL;
    }
  }

  private Offer<M> addEvicting(Node<M> node) {
    var out = new ArrayList<Node<M>>(1);
    var offer = outcome(queue.addEvicting(node, out));
    if (out.isEmpty()) {
      return offer;
    }
    var evicted = out.getFirst();
    owner.evicted(evicted);
    return new Offer.AcceptedEvicting<>(evicted.element());
  }

  private Offer<M> outcome(Chain.Added added) {
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
    if (!lane().push(signal)) {
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
    var others = detours;
    return queue.depth() + (others == null ? 0 : others.unstashed());
  }

  /**
   * Where every message went so far.
   *
   * @return the accounts, exact when quiescent
   */
  public Accounts accounts() {
    long waiting = queue.depth(); // first: what the owner wrote before it rested is seen then
    long accepted = queue.entered() + (detours == null ? 0 : detours.direct);
    long refusedFull = queue.refusedFull();
    long refusedClosed = queue.refusedClosed();
    var others = detours == null ? new Detours<M>() : detours;
    return new Accounts(
        accepted + refusedFull + refusedClosed,
        accepted,
        refusedFull,
        refusedClosed,
        handled,
        others.failed,
        queue.evicted(),
        others.deadLettered,
        others.stashed(),
        waiting + others.unstashed(),
        running ? 1 : 0);
  }

  // ---- for the owner ----

  /**
   * The oldest signal.
   *
   * @return the signal, which the owner is to run; or null if there is none
   */
  public @Nullable Runnable nextSignal() {
    var known = lane;
    return known == null ? null : known.poll();
  }

  /**
   * Takes the oldest message out and begins it; the owner then says what became of it. Unstashed
   * messages come first.
   *
   * @return the message, or null if none waits
   */
  public @Nullable Node<M> begin() {
    var node = beginUnstashed();
    if (node == null) {
      var last = place();
      node = begin(last);
      moveTo(node == null ? last : node);
    }
    return node;
  }

  /**
   * Begins the oldest message that was unstashed.
   *
   * @return the message, or null if there is none
   */
  public @Nullable Node<M> beginUnstashed() {
    var node = detours == null ? null : detours.pollUnstashed();
    running = node != null;
    return node;
  }

  /**
   * Where in the queue the owner is: for one that begins many messages in a row.
   *
   * @return the place, which {@link #begin(Node)} goes on from
   */
  public Node<M> place() {
    return queue.head();
  }

  /**
   * Begins the oldest message of the queue, unstashed ones aside.
   *
   * @param last the message of the queue begun last, or the {@link #place()} at first
   * @return the message, or null if none waits
   */
  public @Nullable Node<M> begin(Node<M> last) {
    var node = evicting ? queue.beginLocked() : queue.begin(last);
    running = node != null;
    return node;
  }

  /**
   * Ends a row of {@link #begin(Node)}.
   *
   * @param last the message of the queue begun last, or the place if none was
   */
  public void moveTo(Node<M> last) {
    if (!evicting) {
      queue.moveHead(last);
    }
  }

  /** Counts the message begun last as handled. */
  public void handled() {
    running = false;
    handled++;
  }

  /** Counts the message begun last as failed. */
  public void failed() {
    running = false;
    detours().failed++;
  }

  /** Counts the message begun last as dead: its owner stopped before handling it. */
  public void deadLettered() {
    running = false;
    detours().deadLettered++;
  }

  /** Begins a message that never waited: one of the owner's timers. It counts as accepted. */
  public void beginDirect() {
    detours().direct++;
    running = true;
  }

  /**
   * Puts the message begun last aside until {@link #unstashAll()}.
   *
   * @param message that message
   * @param most how many the stash may hold
   * @return false if the stash is full; the message is then still begun
   */
  public boolean stash(Node<M> message, int most) {
    if (detours().stashed() >= most) {
      return false;
    }
    detours().stash(message);
    running = false;
    return true;
  }

  /** Puts everything stashed ahead of what waits, in the order in which it was stashed. */
  public void unstashAll() {
    if (detours != null) {
      detours.unstashAll();
    }
  }

  private Detours<M> detours() {
    if (detours == null) {
      detours = new Detours<>();
    }
    return detours;
  }

  /**
   * Lets the owner rest until there is work again; {@link Owner#ready()} then comes exactly once.
   *
   * @param leavingMessages whether messages that wait are no work for the moment
   * @return false if there is work, and the owner must go on
   */
  public boolean rest(boolean leavingMessages) {
    if ((!leavingMessages && detours != null && detours.unstashed() > 0) || signalled()) {
      return false;
    }
    if (!(evicting ? queue.restLocked(leavingMessages) : queue.rest(leavingMessages))) {
      return false;
    }
    queue.wakeProducers(); // those that came too late to be seen before
    // A signal that came before the rest roused nobody; one that comes now does.
    return !signalled() || !queue.rouse();
  }

  /**
   * Ends the control lane.
   *
   * @param rest takes the signals that came in before
   */
  public void end(Consumer<Runnable> rest) {
    var known = lane();
    known.end();
    for (var signal = known.pollRest(); signal != null; signal = known.pollRest()) {
      rest.accept(signal);
    }
  }

  private boolean signalled() {
    var known = lane;
    return known != null && !known.isEmpty();
  }

  private ControlLane lane() {
    var known = lane;
    if (known == null) {
      var made = new ControlLane();
      known = LANE.compareAndSet(this, null, made) ? made : Objects.requireNonNull(lane);
    }
    return known;
  }
}
