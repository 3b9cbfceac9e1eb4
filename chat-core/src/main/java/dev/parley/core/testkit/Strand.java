package dev.parley.core.testkit;

import dev.parley.core.actor.Dispatcher;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread of the simulation: an actor's, one from outside, or the test's own. Touched only by who
 * holds the baton, but for the baton itself.
 */
final class Strand {
  private static final ScopedValue<Strand> CURRENT = ScopedValue.newInstance();

  final String name;

  private final ThreadFactory threads;
  private final Consumer<Strand> task;
  private final Supplier<@Nullable Class<?>> handling;
  private volatile @Nullable Thread thread;
  private volatile boolean mine;

  private Dispatcher.@Nullable Wait wait;
  private long deadline = Long.MAX_VALUE;
  private boolean interrupted;

  /** Makes a strand whose thread begins when it has the baton for the first time. */
  Strand(
      String name,
      ThreadFactory threads,
      Supplier<@Nullable Class<?>> handling,
      Consumer<Strand> task) {
    this.name = name;
    this.threads = threads;
    this.handling = handling;
    this.task = task;
  }

  /** The calling thread as a strand: the test's own. */
  static Strand ofCaller() {
    var strand = new Strand("the test", Thread::new, () -> null, self -> {});
    strand.thread = Thread.currentThread();
    return strand;
  }

  /** The strand that the calling thread is; null for the test's own and all others. */
  static @Nullable Strand current() {
    var strand = CURRENT.isBound() ? CURRENT.get() : null;
    return strand != null && strand.isThread(Thread.currentThread()) ? strand : null;
  }

  @Nullable Class<?> handling() {
    return handling.get();
  }

  @Nullable Thread thread() {
    return thread;
  }

  boolean isThread(Thread other) {
    return other.equals(thread);
  }

  // ---- the baton ----

  /** Hands the baton to this strand. */
  void give() {
    mine = true;
    var known = thread;
    if (known != null) {
      LockSupport.unpark(known);
      return;
    }
    var begun =
        threads.newThread(() -> ScopedValue.where(CURRENT, this).run(() -> task.accept(this)));
    thread = begun;
    begun.start();
  }

  /** Waits until this strand, which is the calling thread, has the baton. */
  void take() {
    boolean wasInterrupted = false;
    while (!mine) {
      LockSupport.park(this);
      wasInterrupted |= Thread.interrupted(); // or no park would wait any more
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Like {@link #take}, for some time at the most; false if the time is over. */
  boolean take(long nanos) throws InterruptedException {
    if (!mine) {
      LockSupport.parkNanos(this, nanos);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return mine;
  }

  /** The strand has taken notice that it has the baton. */
  void begin() {
    mine = false;
  }

  // ---- what it waits for ----

  void waitFor(Dispatcher.@Nullable Wait what, long until) {
    wait = what;
    deadline = until;
  }

  Dispatcher.@Nullable Wait waiting() {
    return wait;
  }

  void waitNoMore() {
    wait = null;
    deadline = Long.MAX_VALUE;
    interrupted = false;
  }

  /** Whether it can go on at that time. */
  boolean canRun(long now) {
    var what = wait;
    return what == null || interrupted || deadline <= now || what.over();
  }

  /** When it goes on at the latest; the end of all time if it need not. */
  long deadline() {
    return deadline;
  }

  void interrupt() {
    interrupted = wait != null;
    var known = thread;
    if (known != null) {
      known.interrupt();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
