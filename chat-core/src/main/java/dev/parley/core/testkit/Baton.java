package dev.parley.core.testkit;

import dev.parley.core.actor.Dispatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which of the simulation's threads runs next, and sees to it that no other does.
 *
 * <p>Who holds the baton runs, and everybody else is parked. The holder itself draws the next one
 * and hands the baton over. When nobody can go on, the test's own thread gets it: only that thread
 * lets time pass, so that a timer's task runs in no actor's turn. The baton orders all that is
 * done, so nothing here needs a lock.
 */
final class Baton {
  private static final Logger log = LoggerFactory.getLogger(Baton.class);
  private static final Duration LAST_CHANCE = Duration.ofSeconds(1);

  /** One in so many messages that are sent passes the baton on. */
  private static final int PASS_ONE_IN = 4;

  private final SplitMix64 random;
  private final VirtualTime time;
  private final TraceHash trace = new TraceHash();
  private final Strand test = Strand.ofCaller();
  private final Lookout lookout = new Lookout();

  /** Who may be chosen: those that are ready, and those that wait for something. */
  private final List<Strand> listed = new ArrayList<>();

  /** All whose threads have not ended. */
  private final List<Strand> living = new ArrayList<>();

  private @Nullable Throwable failure;
  private volatile boolean over;
  private boolean broken;

  Baton(SplitMix64 random, VirtualTime time) {
    this.random = random;
    this.time = time;
  }

  long traceHash() {
    return trace.value();
  }

  boolean isOver() {
    return over;
  }

  boolean isBroken() {
    return broken;
  }

  // ---- strands ----

  void add(Strand strand) {
    living.add(strand);
    ready(strand);
  }

  void ready(Strand strand) {
    requireOurs();
    if (!over) {
      listed.add(strand);
    }
  }

  /** Runs the task of the calling strand, which has the baton, from its beginning to its end. */
  void carry(Strand strand, Runnable task) {
    strand.begin();
    try {
      task.run();
    } catch (RuntimeException | Error thrown) {
      if (failure == null && !over) {
        failure = thrown;
      }
    } finally {
      living.remove(strand);
      give(choose());
    }
  }

  /** The calling strand has nothing to do: it waits until it is ready and its turn comes. */
  void rest(Strand strand) {
    if (over) {
      return;
    }
    yieldTo(choose(), strand);
    Thread.interrupted(); // what was meant for an earlier turn
  }

  /** The calling strand could go on, but may have to wait for its turn. */
  void pass(Strand strand) {
    if (!over) {
      listed.add(strand);
      yieldTo(choose(), strand);
    }
  }

  /** The calling thread has sent something. */
  void sent() {
    var strand = Strand.current();
    if (strand == null || over) {
      return;
    }
    int choice = random.below(PASS_ONE_IN);
    trace.add(strand.name, strand.handling(), time.nanoTime(), -1 - choice);
    if (choice == 0) {
      pass(strand);
    }
  }

  boolean await(Dispatcher.Wait wait, long nanos) throws InterruptedException {
    requireOurs();
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (wait.over()) {
      return true;
    }
    var strand = Strand.current();
    if (strand == null) {
      return drive(wait, time.after(nanos));
    }
    strand.waitFor(wait, time.after(nanos));
    pass(strand);
    strand.waitNoMore();
    if (over || Thread.interrupted()) {
      throw new InterruptedException();
    }
    return wait.over();
  }

  private void yieldTo(@Nullable Strand next, Strand self) {
    if (self.equals(next)) {
      return;
    }
    give(next);
    self.take();
    self.begin();
  }

  private void give(@Nullable Strand next) {
    var to = next == null ? test : next;
    lookout.runs(to);
    to.give();
  }

  private @Nullable Strand choose() {
    if (over) {
      return null;
    }
    for (int left = listed.size(); left > 0; left--) {
      int choice = random.below(left);
      var strand = listed.get(choice);
      if (strand.canRun(time.nanoTime())) {
        listed.remove(choice);
        trace.add(strand.name, strand.handling(), time.nanoTime(), choice);
        return strand;
      }
      listed.set(choice, listed.get(left - 1));
      listed.set(left - 1, strand);
    }
    return null;
  }

  private void requireOurs() {
    if (Strand.current() == null && !test.isThread(Thread.currentThread())) {
      throw new IllegalStateException(
          Thread.currentThread() + " is not of the simulation: start it with Simulation.thread");
    }
  }

  // ---- the test's own thread ----

  /** Runs until nothing is ready and no timer is due. */
  void settle() {
    requireTest();
    try {
      do {
        run(false);
      } while (fire());
    } catch (InterruptedException interrupt) {
      throw interrupted(interrupt);
    }
    throwFailure();
  }

  /** Lets time pass, and runs what becomes due. */
  void advance(long nanos) {
    long target = time.after(nanos);
    settle();
    for (long next = nextEvent(); next <= target; next = nextEvent()) {
      moveTo(next);
      settle();
    }
    time.moveTo(target);
  }

  /** The test's own thread waits: the others run meanwhile, and time passes. */
  private boolean drive(Dispatcher.Wait wait, long deadline) throws InterruptedException {
    requireTest();
    var outer = test.waiting();
    long outerDeadline = test.deadline();
    test.waitFor(wait, deadline);
    try {
      while (!run(true)) {
        if (!fire()) {
          long next = Math.min(nextEvent(), deadline);
          if (next == Long.MAX_VALUE) {
            throwFailure();
            throw new IllegalStateException(
                "the test waits for ever: nothing is ready, and there is no timer; in an await are "
                    + listed);
          }
          moveTo(next);
        }
      }
      return wait.over();
    } finally {
      test.waitFor(outer, outerDeadline);
    }
  }

  /** Runs the others until none is ready; true if the test's own wait came to an end before. */
  private boolean run(boolean waiting) throws InterruptedException {
    if (waiting) {
      listed.add(test);
    }
    var next = choose();
    if (next != null && !next.equals(test)) {
      give(next);
      try {
        lookout.awaitBaton(test);
      } catch (StuckException | InterruptedException lost) {
        broken = true;
        over = true;
        throw lost;
      }
      test.begin();
    }
    return waiting && !listed.remove(test);
  }

  /** Runs some of the timers that are due; false if there was none. */
  private boolean fire() {
    boolean any = false;
    while (time.fireOne()) {
      any = true;
      if (random.below(2) == 0) {
        return true;
      }
    }
    return any;
  }

  /** What becomes due now comes before or after those whose wait ends now. */
  private void moveTo(long moment) {
    time.moveTo(moment);
    if (random.below(2) == 0) {
      fire();
    }
  }

  private long nextEvent() {
    long next = time.nextDue();
    for (var strand : listed) {
      next = Math.min(next, strand.deadline());
    }
    return next;
  }

  void throwFailure() {
    var thrown = failure;
    if (thrown != null) {
      failure = null;
      throw new AssertionError("a simulated thread failed: " + thrown, thrown);
    }
  }

  private void requireTest() {
    if (Strand.current() != null || !test.isThread(Thread.currentThread())) {
      throw new IllegalStateException("only the thread that opened the simulation drives it");
    }
    if (over || broken) {
      throw new IllegalStateException("the simulation has ended");
    }
  }

  private static IllegalStateException interrupted(InterruptedException interrupt) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("the test was interrupted", interrupt);
  }

  // ---- the end ----

  /** Has all threads come to their end, one after the other. */
  void end() {
    over = true;
    for (var strand : List.copyOf(living)) {
      var thread = strand.thread();
      if (thread == null) {
        continue;
      }
      if (broken) {
        thread.interrupt();
      }
      strand.give();
      try {
        if (!thread.join(LAST_CHANCE)) {
          log.warn("simulated thread {} does not end", strand);
        }
      } catch (InterruptedException interrupt) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
