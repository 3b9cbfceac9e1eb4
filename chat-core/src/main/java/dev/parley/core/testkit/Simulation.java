package dev.parley.core.testkit;

import dev.parley.core.actor.ActorSystem;
import dev.parley.core.actor.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs actor systems so that one thread runs at a time and a seed decides which: what happens once
 * happens again with the same seed, in any JVM, and another seed explores another order.
 *
 * <p>Time is virtual. It stands still while anything can run, and passes only when the test waits
 * or says so; then it jumps to the next timer, or to the next end of a wait. Nothing waits in real
 * time.
 *
 * {@snippet lang=java :
 * try (var simulation = Simulation.of(17)) {
 *   var system = simulation.system("shop");
 *   var probe = Probe.<String>in(system, "probe");
 *   system.spawn("clerk", ActorSpec.of(() -> new Clerk(probe.ref()))).tell(new Order("tea"));
 *   simulation.settle();
 *   assertThat(probe.received()).containsExactly("tea is on its way");
 * }
 * }
 *
 * <p>The test's own thread may tell, ask and await; the actors run only while it awaits,
 * {@linkplain #settle() settles} or {@linkplain #advance advances}. Others that call from outside
 * must be started by {@link #thread}. An actor may wait by what its context and its replies offer;
 * any other way to block, such as a latch or {@code Thread.sleep}, fails the test with a {@link
 * StuckException} that names the actor.
 *
 * <p>Only the thread that made a simulation may use it, but for {@link #pause()}.
 */
public final class Simulation implements AutoCloseable {
  private final long seed;
  private final SplitMix64 entropy;
  private final VirtualTime time;
  private final Baton baton;
  private final Threads threads = new Threads();
  private final List<ActorSystem> systems = new ArrayList<>();
  private boolean closed;

  private Simulation(long seed) {
    this.seed = seed;
    var root = new SplitMix64(seed);
    entropy = new SplitMix64(root.nextLong());
    time = new VirtualTime(new SplitMix64(root.nextLong()));
    baton = new Baton(new SplitMix64(root.nextLong()), time);
  }

  /**
   * Makes a simulation, which the calling thread will drive.
   *
   * @param seed decides on all that is left open: any number
   * @return a simulation without systems, which the caller must close
   */
  public static Simulation of(long seed) {
    return new Simulation(seed);
  }

  /**
   * The seed.
   *
   * @return the number that the simulation was made with
   */
  public long seed() {
    return seed;
  }

  /**
   * Opens a system whose threads, time and randomness are the simulation's.
   *
   * @param name its name
   * @return the system, which the simulation closes if nobody else does
   */
  public ActorSystem system(String name) {
    var system =
        ActorSystem.builder(name)
            .dispatcher((owner, source, clock) -> new BatonScheduler(baton, time, source))
            .time(time)
            .entropy(entropy)
            .open();
    systems.add(system);
    return system;
  }

  /**
   * The systems that were opened here.
   *
   * @return a snapshot, oldest first
   */
  public List<ActorSystem> systems() {
    return List.copyOf(systems);
  }

  /**
   * Starts a caller from outside the actors, which may tell, ask and await. What it throws fails
   * the test.
   *
   * @param name its name
   * @param task what it does; not before the test's own thread lets others run
   */
  public void thread(String name, Runnable task) {
    baton.add(new Strand(name, threads.virtual(name), () -> null, self -> baton.carry(self, task)));
  }

  /** A place where a simulated thread or actor lets others run, if the seed wants it so. */
  public void pause() {
    baton.sent();
  }

  /**
   * A random number that follows from the seed, for what a test leaves to chance.
   *
   * @param bound how many numbers there are to choose from; positive
   * @return a number from zero to below the bound
   * @throws IllegalArgumentException if the bound is not positive
   */
  public int choose(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("a choice needs at least 1 number, not " + bound);
    }
    return entropy.below(bound);
  }

  /**
   * Runs until nothing is ready and no timer is due. No time passes.
   *
   * @throws StuckException if an actor or thread blocks, or does not come to an end
   * @throws AssertionError if a simulated thread failed
   */
  public void settle() {
    baton.settle();
  }

  /**
   * Lets virtual time pass, and runs all that becomes due meanwhile.
   *
   * @param duration how long; nothing passes if it is negative
   * @throws StuckException if an actor or thread blocks, or does not come to an end
   * @throws AssertionError if a simulated thread failed
   */
  public void advance(Duration duration) {
    baton.advance(duration.toNanos());
  }

  /**
   * Sums up every decision so far: who ran, what it was handling, when, and out of which choice.
   *
   * @return 64 bits, the same for the same seed and test in every JVM
   */
  public long traceHash() {
    return baton.traceHash();
  }

  /**
   * Closes the systems, in virtual time, and ends all threads. Idempotent.
   *
   * @throws AssertionError if a simulated thread failed
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      for (var system : systems) {
        if (!baton.isBroken()) {
          system.close();
        }
      }
    } finally {
      baton.end();
    }
    baton.throwFailure();
  }

  @Override
  public String toString() {
    return "simulation of seed " + seed;
  }
}
