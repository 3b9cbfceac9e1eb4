package dev.parley.integration.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.Identity;
import dev.parley.udp.noise.X25519;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Many plays. A seed says everything: below a million 2 to 8 programs, from there 20, from two
 * millions 50; every tenth small one agrees on keys by X25519, the others by a stand-in. {@code
 * -Dseeds=17} plays one again, {@code -Dseeds=5000-90000} many others.
 */
class SimulationIT {
  private static final long TWENTY = 1_000_000;
  private static final long FIFTY = 2_000_000;
  private static final int IDENTITIES = 64;

  /** What must have come to pass in some play, or the weather is not what it seems. */
  private static final String[] HAPPENS = {
    "handshake.attempts",
    "handshake.dropped.crossing",
    "handshake.given-up",
    "sealed.challenges",
    "sealed.dropped.forged-or-replayed",
    "sealed.dropped.no-session",
    "sealed.dropped.sender-full",
    "sealed.peers-moved",
    "sealed.sessions.dropped-of-two",
    "sealed.sessions.renewed",
    "sealed.strangers-called",
  };

  private static final List<Identity> PEOPLE = people();

  private static List<Identity> people() {
    var chance = new Chance(42);
    var people = new ArrayList<Identity>();
    for (int n = 0; n < IDENTITIES; n++) {
      people.add(Identity.generate(chance));
    }
    return people;
  }

  private static Play.Outcome play(long seed) {
    int nodes = seed >= FIFTY ? 50 : seed >= TWENTY ? 20 : 2 + (int) (seed % 7);
    boolean real = seed < TWENTY && seed % 9 == 0;
    var curve = real ? new X25519() : new StandIn(PEOPLE);
    try {
      return new Play(seed, nodes, PEOPLE, curve).run();
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
    }
  }

  private static LongStream seeds() {
    var asked = System.getProperty("seeds", "");
    if (asked.isEmpty()) {
      return LongStream.concat(
          LongStream.range(0, 1_950),
          LongStream.concat(
              LongStream.range(TWENTY, TWENTY + 40), LongStream.range(FIFTY, FIFTY + 10)));
    }
    var ends = asked.split("-", 2);
    return LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
  }

  @Test
  void whateverHappens_eachLineArrivesOnceAndInOrder_orIsReported() throws InterruptedException {
    long deliveries = 0;
    long steps = 0;
    long virtual = 0;
    var plays =
        seeds()
            .mapToObj(seed -> (Callable<Play.Outcome>) () -> play(seed))
            .toList()
            .reversed(); // the large ones first, so that both processors have enough to the end
    var counters = new TreeMap<String, Long>();
    var failures = new ArrayList<String>();
    try (var workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (var played : workers.invokeAll(plays)) {
        try {
          var outcome = played.get();
          deliveries += outcome.deliveries();
          steps += outcome.steps();
          virtual += outcome.virtualNanos();
          outcome.counters().forEach((name, count) -> counters.merge(name, count, Long::sum));
        } catch (ExecutionException failure) {
          failures.add(String.valueOf(failure.getCause()));
        }
      }
    }
    System.out.printf(
        "simulation: %d plays, %,d deliveries, %,d steps, %s of virtual time%n",
        plays.size(), deliveries, steps, Duration.ofNanos(virtual));
    counters.forEach((name, count) -> System.out.printf("  %,14d %s%n", count, name));
    assertThat(failures).isEmpty();
    if (System.getProperty("seeds", "").isEmpty()) {
      assertThat(deliveries).isGreaterThan(1_000_000);
      assertThat(counters).containsKeys(HAPPENS);
    }
  }
}
