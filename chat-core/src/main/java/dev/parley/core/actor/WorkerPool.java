package dev.parley.core.actor;

import dev.parley.core.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Runs ready actors on a few long-lived virtual threads. */
final class WorkerPool implements Dispatcher.Scheduler {
  /*
   * The idea follows the schedulers of Go and Tokio. An actor that another one makes ready goes into
   * the one-slot `next` of the worker that runs the sender, and runs there when the sender is done: a
   * conversation stays on one thread, and a hop costs no wake-up. What the slot cannot hold goes into
   * the worker's own queue, and beyond that into the shared one, where also goes what threads from
   * outside make ready. A worker without work steals from the others before it parks.
   *
   * No wake-up is lost. Whoever adds work then looks whether a worker is idle; a worker that becomes
   * idle then looks whether there is work: one of the two sees the other. Only one worker at a time
   * is woken to search; when it found something, or parks again, the next one may be.
   *
   * A worker that waits inside a handler is replaced: at once where the wait is one of this library's,
   * otherwise when the watchdog sees it. Back from its wait, it finishes its turn and steps down if
   * there are enough without it.
   *
   * The lock guards the shared queue and the counts. A message would not do: this carries messages.
   */

  /** How many workers that stepped down are kept for the next time one must be replaced. */
  private static final int SPARE = 2;

  private final String system;
  private final int target;
  private final Threads threads;
  private final Clock clock;
  private final Watchdog watchdog;

  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Dispatcher.Activation> shared = new ArrayDeque<>();
  private final ArrayDeque<Worker> parked = new ArrayDeque<>();
  private final List<Worker> workers = new CopyOnWriteArrayList<>();
  private int active;

  // Written under the lock, read without it.
  private volatile int idle;
  private volatile boolean surplus;
  private volatile int sharedSize;
  private volatile boolean closed;

  private final AtomicBoolean searching = new AtomicBoolean();
  private volatile long coarseNanos;

  WorkerPool(String system, int target, Threads threads, Clock clock) {
    this.system = system;
    this.target = target;
    this.threads = threads;
    this.clock = clock;
    this.idle = target;
    this.coarseNanos = clock.nanoTime();
    this.watchdog = new Watchdog(this, threads.platform(system + "-watchdog"));
  }

  // ---- what is ready ----

  @Override
  public void ready(Dispatcher.Activation activation) {
    if (ActorThread.current() instanceof Worker worker && worker.belongsTo(this)) {
      worker.readyNext(activation);
    } else {
      share(activation);
    }
  }

  /** Hands an actor to whoever is free. */
  void share(Dispatcher.Activation activation) {
    lock.lock();
    try {
      shared.addLast(activation);
      sharedSize = shared.size();
    } finally {
      lock.unlock();
    }
    wakeOne();
  }

  /** Hands one actor, and half of those that wait for a worker whose own queue is full, to all. */
  void shareHalf(LocalQueue full, Dispatcher.Activation oneMore) {
    lock.lock();
    try {
      for (int n = LocalQueue.CAPACITY / 2; n > 0; n--) {
        var waiting = full.poll();
        if (waiting == null) {
          break;
        }
        shared.addLast(waiting);
      }
      shared.addLast(oneMore);
      sharedSize = shared.size();
    } finally {
      lock.unlock();
    }
    wakeOne();
  }

  /** Takes an actor from the shared queue, and a fair part of the others along. */
  Dispatcher.@Nullable Activation fromShared(LocalQueue into) {
    if (sharedSize == 0) {
      return null;
    }
    lock.lock();
    try {
      var first = shared.pollFirst();
      int part = Math.min(shared.size() / target, LocalQueue.CAPACITY / 2 - into.size());
      for (int n = 0; n < part; n++) {
        into.offer(shared.removeFirst());
      }
      sharedSize = shared.size();
      return first;
    } finally {
      lock.unlock();
    }
  }

  /** Takes half of the actors that wait behind another worker, and hands out the first. */
  Dispatcher.@Nullable Activation steal(Worker thief) {
    for (var victim : workers) {
      var first = victim == thief ? null : victim.local().poll();
      if (first != null) {
        for (int n = victim.local().size() / 2; n > 0; n--) {
          var more = victim.local().poll();
          if (more == null) {
            break;
          }
          thief.local().offer(more); // it was empty: there is room
        }
        return first;
      }
    }
    return null;
  }

  boolean hasShared() {
    return sharedSize > 0;
  }

  private boolean isEmpty() {
    if (sharedSize > 0) {
      return false;
    }
    for (var worker : workers) {
      if (!worker.local().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  // ---- who runs ----

  /** Has one more worker look for work, if one could and none does already. */
  void wakeOne() {
    while (idle > 0 && !closed && searching.compareAndSet(false, true)) {
      var woken = claim();
      if (woken != null) {
        wake(woken);
        return;
      }
      searching.set(false);
      if (isEmpty()) {
        return; // otherwise somebody may have parked meanwhile, and relied on this search
      }
    }
  }

  /** A worker found work; if there is more, the next one may look. */
  void found() {
    searching.set(false);
    if (!isEmpty()) {
      wakeOne();
    }
  }

  /** Takes a parked worker, or makes one; null if there are enough. */
  private @Nullable Worker claim() {
    lock.lock();
    try {
      if (closed || active >= target) {
        return null;
      }
      var worker = parked.pollLast();
      if (worker == null) {
        worker = new Worker(this);
        workers.add(worker);
      }
      worker.parked = false;
      count(1);
      return worker;
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. */
  private void count(int change) {
    active += change;
    idle = Math.max(0, target - active);
    surplus = active > target;
  }

  private void wake(Worker worker) {
    if (watchdog.sleeps()) {
      coarseNanos = clock.nanoTime();
      watchdog.wake();
    }
    worker.wake(threads.virtual(system + "-worker"));
  }

  /** A worker that found nothing waits to be claimed, or for the end. */
  void park(Worker worker) {
    lock.lock();
    try {
      worker.parked = true;
      parked.addLast(worker);
      count(-1);
    } finally {
      lock.unlock();
    }
    found();
    awaitClaim(worker);
  }

  void awaitClaim(Worker worker) {
    while (worker.parked && !closed) {
      LockSupport.park(this);
      Thread.interrupted(); // or the next park would return at once
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether there are more workers than there should be. */
  boolean surplus() {
    return surplus;
  }

  /** Ends a worker's part, or keeps it as a spare, if another has taken its place. */
  boolean stepsDown(Worker worker) {
    boolean spare;
    lock.lock();
    try {
      if (!surplus) {
        return false;
      }
      moveWorkOf(worker);
      count(-1);
      spare = parked.size() < SPARE;
      if (spare) {
        worker.parked = true;
        parked.addLast(worker);
      } else {
        workers.remove(worker);
        worker.retired = true;
      }
    } finally {
      lock.unlock();
    }
    wakeOne();
    return true;
  }

  // ---- who waits ----

  @Override
  public boolean await(Dispatcher.Wait wait, long nanos) throws InterruptedException {
    if (wait.over()) {
      return true;
    }
    if (!(ActorThread.current() instanceof Worker worker) || !worker.belongsTo(this)) {
      return wait.block(nanos);
    }
    leave(worker);
    try {
      return wait.block(nanos);
    } finally {
      comeBack(worker);
    }
  }

  /** The worker's handler waits: its work goes to the others, and somebody takes its place. */
  void leave(Worker worker) {
    lock.lock();
    try {
      moveWorkOf(worker);
      if (!worker.left) {
        worker.left = true;
        count(-1);
      }
    } finally {
      lock.unlock();
    }
    found();
  }

  /** The worker's handler goes on, or is done. */
  void comeBack(Worker worker) {
    lock.lock();
    try {
      if (worker.left) {
        worker.left = false;
        count(1);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The worker's handler takes long: nobody should wait behind it. */
  void rescue(Worker worker) {
    lock.lock();
    try {
      moveWorkOf(worker);
    } finally {
      lock.unlock();
    }
    found();
  }

  /** Under the lock. */
  private void moveWorkOf(Worker worker) {
    for (var work = worker.take(); work != null; work = worker.take()) {
      shared.addLast(work);
    }
    sharedSize = shared.size();
  }

  // ---- the watchdog, and the end ----

  /** The watchdog's look at all workers; false if none is active. */
  boolean inspect() {
    coarseNanos = clock.nanoTime();
    workers.forEach(Worker::inspect);
    return isBusy();
  }

  boolean isBusy() {
    return idle < target;
  }

  @Override
  public void interrupt(Dispatcher.Activation activation) {
    if (activation.attachment() instanceof Worker worker) {
      worker.interrupt(activation);
    }
  }

  @Override
  public long coarseNanos() {
    return coarseNanos;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    workers.forEach(Worker::unpark);
    watchdog.close();
  }
}
