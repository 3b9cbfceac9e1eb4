package dev.parley.core.testkit.junit;

import dev.parley.core.testkit.Simulation;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Which seeds to run.
 *
 * @param first the first
 * @param count how many; at least 1
 */
record Seeds(long first, long count) {
  Seeds {
    if (count < 1) {
      throw new IllegalArgumentException("a simulation test needs at least 1 seed, not " + count);
    }
  }

  /** What runs with one seed. */
  @FunctionalInterface
  interface Body {
    void run(Simulation simulation) throws Throwable;
  }

  /** The one seed that is asked for, or else those of the test, as many as are asked for. */
  static Seeds chosen(@Nullable String only, @Nullable String count, SimulationTest test) {
    if (only != null) {
      return new Seeds(Long.parseLong(only), 1);
    }
    return new Seeds(test.first(), count == null ? test.seeds() : Long.parseLong(count));
  }

  /** Runs a test with one seed after the other, up to the first that fails. */
  void run(Body body) {
    LongStream.range(first, first + count).forEach(seed -> run(seed, body));
  }

  private static void run(long seed, Body body) {
    var simulation = Simulation.of(seed);
    try {
      try (simulation) {
        body.run(simulation);
      }
      simulation.systems().forEach(system -> Balance.check(system.name(), system.accounts()));
    } catch (Throwable failure) {
      throw new AssertionError(
          "seed "
              + seed
              + " fails: "
              + failure
              + "; to run it alone, add -D"
              + SimulationExtension.SEED
              + "="
              + seed,
          failure);
    }
  }
}
