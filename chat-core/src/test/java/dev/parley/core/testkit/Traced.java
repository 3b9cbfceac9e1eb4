package dev.parley.core.testkit;

import dev.parley.core.actor.ActorRef;
import dev.parley.core.actor.ActorSystem;
import java.time.Duration;
import java.util.List;

/** A run with several actors, a timer and an outside caller, and what came of it. */
record Traced(long hash, List<String> heard) {
  static Traced run(long seed) {
    try (var simulation = Simulation.of(seed)) {
      var system = simulation.system("traced");
      var probe = Probe.<String>in(system, "probe");
      for (int n = 0; n < 3; n++) {
        sender(system, "sender-" + n, probe.ref()).tell(5);
      }
      simulation.thread(
          "caller",
          () -> {
            for (int n = 0; n < 5; n++) {
              probe.ref().tell("caller " + n);
            }
          });
      simulation.advance(Duration.ofSeconds(1));
      return new Traced(simulation.traceHash(), probe.received());
    }
  }

  private static ActorRef<Integer> sender(ActorSystem system, String name, ActorRef<String> to) {
    return system.spawn(
        name,
        (count, context) -> {
          to.tell(name + " " + count);
          if (count > 0) {
            context.setTimer("next", Duration.ofMillis(count % 2), count - 1);
          }
        });
  }

  /** Prints the hash of each seed: what another JVM is started for. */
  public static void main(String[] seeds) {
    for (var seed : seeds) {
      System.out.println(run(Long.parseLong(seed)).hash());
    }
  }
}
