package dev.parley.core.actor;

import dev.parley.core.mailbox.Mailbox;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One of a pool's virtual threads: it runs one ready actor after the other. */
final class Worker extends ActorThread {
  /** After so many turns the shared queue goes first, so that it never starves. */
  private static final int SHARED_EVERY = 61;

  /** How many turns in a row the slot may have while others wait. */
  private static final int SLOT_ROW = 32;

  private static final int LINGER_LOOKS = 2;
  private static final int LINGER_SPINS = 50;

  private final WorkerPool pool;
  private final LocalQueue local = new LocalQueue();
  private final AtomicReference<Dispatcher.@Nullable Activation> next = new AtomicReference<>();
  private volatile @Nullable Thread thread;
  private int turns;
  private int slotRow;

  /** Whether it waits to be claimed; written under the pool's lock. */
  volatile boolean parked;

  /** Whether it has stepped down for good; its own. */
  boolean retired;

  /** Whether its handler waits, and it does not count as active; written under the pool's lock. */
  volatile boolean left;

  // The watchdog's.
  private long seen = -1;
  private boolean reported;

  Worker(WorkerPool pool) {
    this.pool = pool;
  }

  boolean belongsTo(WorkerPool other) {
    return pool == other;
  }

  LocalQueue local() {
    return local;
  }

  // ---- its own thread ----

  /** An actor has become ready by what this worker's actor did. */
  void readyNext(Dispatcher.Activation activation) {
    if (left) {
      pool.share(activation); // this worker waits, or did: nobody should wait for it
    } else if (nothingElseToDo()) {
      putNext(activation);
    } else {
      readyLater(activation); // its sender has more to do: another worker may run it meanwhile
    }
  }

  /** Only this worker puts one in, so an empty slot stays empty; others may take one out. */
  private void putNext(Dispatcher.Activation activation) {
    if (next.getPlain() == null) {
      next.setRelease(activation);
      return;
    }
    var displaced = next.getAndSet(activation);
    if (displaced != null) {
      readyLater(displaced);
    }
  }

  /** Whether the actor that runs here has handled all that waited for it. */
  private boolean nothingElseToDo() {
    var sender = running();
    return sender == null || sender.mailbox().depth() == 0;
  }

  private void readyLater(Dispatcher.Activation activation) {
    if (local.offer(activation)) {
      pool.wakeOne();
    } else {
      pool.shareHalf(local, activation);
    }
  }

  private void work() {
    for (var ready = nextReady(); ready != null; ready = nextReady()) {
      take(ready);
    }
  }

  private void take(Dispatcher.Activation ready) {
    step();
    if (ready.attachment() != this) {
      ready.attach(this);
    }
    boolean more = ready.run();
    while (more && nobodyWaits()) {
      step();
      more = ready.run();
    }
    step();
    Thread.interrupted(); // an interrupt was meant for the actor, whose turn is over
    if (more) {
      readyLater(ready);
    }
    if (left) {
      pool.comeBack(this);
    }
  }

  /**
   * An actor that rests must be roused by the next sender, which costs that one much more than its
   * message does. So while no other actor waits, one that has run dry stays on for a microsecond or
   * two: blindly, as each look would take the mailbox's memory away from a sender in full flow.
   */
  @Override
  boolean lingersFor(Mailbox<?> mailbox) {
    for (int look = 0; look < LINGER_LOOKS && nobodyWaits(); look++) {
      for (int spin = 0; spin < LINGER_SPINS; spin++) {
        Thread.onSpinWait();
      }
      if (mailbox.depth() > 0) {
        return true;
      }
    }
    return false;
  }

  private boolean nobodyWaits() {
    return next.getPlain() == null && local.isEmpty() && !pool.hasShared() && !left;
  }

  /** The next actor to run; null if this worker must end. */
  private Dispatcher.@Nullable Activation nextReady() {
    while (true) {
      if (pool.surplus() && pool.stepsDown(this)) {
        if (retired) {
          return null;
        }
        pool.awaitClaim(this);
      }
      var ready = find();
      if (ready != null || pool.isClosed()) {
        return ready;
      }
      pool.park(this);
    }
  }

  private Dispatcher.@Nullable Activation find() {
    if (++turns % SHARED_EVERY == 0) {
      var waiting = pool.fromShared(local);
      if (waiting != null) {
        return waiting;
      }
    }
    var ready = fromSlot();
    if (ready == null) {
      slotRow = 0;
      ready = local.poll();
    }
    if (ready == null) {
      ready = pool.fromShared(local);
      if (ready == null) {
        ready = pool.steal(this);
      }
      if (ready != null) {
        pool.found();
      }
    }
    return ready;
  }

  private Dispatcher.@Nullable Activation fromSlot() {
    if (next.getPlain() == null) {
      return null;
    }
    if (++slotRow <= SLOT_ROW) {
      return next.getAndSet(null);
    }
    slotRow = 0;
    var last = next.getAndSet(null);
    var first = local.poll();
    if (first == null || last == null) {
      return first == null ? last : first;
    }
    readyLater(last);
    return first;
  }

  // ---- any thread ----

  /** Takes an actor away that waits for this worker, or null. */
  Dispatcher.@Nullable Activation take() {
    var slot = next.getAndSet(null);
    return slot == null ? local.poll() : slot;
  }

  /** Begins, or goes on, now that it is claimed. */
  void wake(ThreadFactory factory) {
    var known = thread;
    if (known != null) {
      LockSupport.unpark(known);
      return;
    }
    var made = factory.newThread(() -> carry(this::work));
    thread = made;
    made.start();
  }

  void unpark() {
    LockSupport.unpark(thread);
  }

  @SuppressWarnings("ReferenceEquality") // the one activation
  void interrupt(Dispatcher.Activation activation) {
    var known = thread;
    if (running() == activation && known != null) {
      known.interrupt();
    }
  }

  /**
   * The watchdog's look: whoever has been in the same handler since the last one is replaced if it
   * waits; if it computes, at least nobody waits behind it.
   */
  void inspect() {
    long now = steps();
    var running = running();
    var known = thread;
    if (now != seen || running == null || known == null) {
      seen = now;
      reported = false;
      return;
    }
    switch (known.getState()) {
      case BLOCKED, WAITING, TIMED_WAITING -> pool.leave(this);
      case NEW, RUNNABLE, TERMINATED -> {
        pool.rescue(this);
        if (!reported && running.handling() != null) {
          reported = true;
          Events.longHandler(running.name(), running.handling());
        }
      }
    }
  }
}
