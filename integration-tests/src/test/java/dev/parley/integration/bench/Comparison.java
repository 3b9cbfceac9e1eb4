package dev.parley.integration.bench;

import dev.parley.core.room.Guard;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Two contestants in one workload, and what we want of them.
 *
 * @param name the workload, for people
 * @param ours our contestant
 * @param rival the other one
 * @param rivalName the other one, for people
 * @param target what ours has to reach, or null if the figures are only reported
 */
record Comparison(
    String name, Scores.Key ours, Scores.Key rival, String rivalName, @Nullable Target target) {
  /** What ours has to reach. */
  sealed interface Target {
    /** Whether it is reached by these medians. */
    boolean met(double ours, double rival);

    /** At least this many times the rival's median. */
    record Times(double factor) implements Target {
      @Override
      public boolean met(double ours, double rival) {
        return ours >= factor * rival;
      }

      @Override
      public String toString() {
        return String.format(Locale.ROOT, "≥ %.1f ×", factor);
      }
    }

    /** At most this much, whatever the rival has. */
    record AtMost(double limit) implements Target {
      @Override
      public boolean met(double ours, double rival) {
        return ours <= limit;
      }

      @Override
      public String toString() {
        return String.format(Locale.ROOT, "≤ %.0f", limit);
      }
    }
  }

  /** All of them, in the order of the report. */
  static final List<Comparison> ALL =
      List.of(
          times("ping-pong, round trips/s", "PingPong", Library.PEKKO, 3),
          times("ping-pong, round trips/s", "PingPong", Library.LINKED_BLOCKING_QUEUE, 10),
          times("ring of 100, hops/s", "ThreadRing", Library.PEKKO, 5),
          times("fan-in from 1, messages/s", "FanIn 1", Library.PEKKO, 1.5),
          times("fan-in from 2, messages/s", "FanIn 2", Library.PEKKO, 1.5),
          times("fan-in from 8, messages/s", "FanIn 8", Library.PEKKO, 1.5),
          times("fan-in from 64, messages/s", "FanIn 64", Library.PEKKO, 1.5),
          reported("fan-in from 1, messages/s", "FanIn 1", Library.REENTRANT_LOCK),
          reported("fan-in from 2, messages/s", "FanIn 2", Library.REENTRANT_LOCK),
          times("fan-in from 8, messages/s", "FanIn 8", Library.REENTRANT_LOCK, 0.5),
          reported("fan-in from 64, messages/s", "FanIn 64", Library.REENTRANT_LOCK),
          times("fan-out to 100, deliveries/s", "FanOut 100", Library.PEKKO, 1.2),
          times("fan-out to 1000, deliveries/s", "FanOut 1000", Library.PEKKO, 1.2),
          times("spawn 100 000, actors/s", "Spawn", Library.PEKKO, 5),
          idle(Library.PEKKO),
          idle(Library.LINKED_BLOCKING_QUEUE),
          times("hop, bound 100, messages/s", "Hop 100", Library.JOX, 3),
          times("hop, bound 100, messages/s", "Hop 100", Library.ARRAY_BLOCKING_QUEUE, 3),
          queues("hop, bound 100, BoundedQueue alone, messages/s", "Hop 100"),
          times("hop, bound 1024, messages/s", "Hop 1024", Library.JOX, 3),
          times("hop, bound 1024, messages/s", "Hop 1024", Library.ARRAY_BLOCKING_QUEUE, 3),
          queues("hop, bound 1024, BoundedQueue alone, messages/s", "Hop 1024"),
          guards("ActorRoom, 1 author, lines/s", "RoomGuard 1"),
          guards("ActorRoom, 2 authors, lines/s", "RoomGuard 2"),
          guards("ActorRoom, 8 authors, lines/s", "RoomGuard 8"),
          guards("ActorRoom, 64 authors, lines/s", "RoomGuard 64"));

  private static Comparison times(String name, String workload, Library rival, double factor) {
    return comparison(name, workload, rival, new Target.Times(factor));
  }

  private static Comparison reported(String name, String workload, Library rival) {
    return comparison(name, workload, rival, null);
  }

  private static Comparison idle(Library rival) {
    return comparison("idle actor, heap bytes", "IdleHeap", rival, new Target.AtMost(400));
  }

  private static Comparison comparison(
      String name, String workload, Library rival, @Nullable Target target) {
    return of(name, workload, Library.PARLEY, rival, target);
  }

  /** Our queue as any program may use it, without an actor. */
  private static Comparison queues(String name, String workload) {
    return of(name, workload, Library.BOUNDED_QUEUE, Library.ARRAY_BLOCKING_QUEUE, null);
  }

  private static Comparison of(
      String name, String workload, Library ours, Library rival, @Nullable Target target) {
    return new Comparison(
        name,
        new Scores.Key(workload, ours.name()),
        new Scores.Key(workload, rival.name()),
        rival.title(),
        target);
  }

  private static Comparison guards(String name, String workload) {
    return new Comparison(
        name,
        new Scores.Key(workload, Guard.ACTOR.name()),
        new Scores.Key(workload, Guard.LOCK.name()),
        "LockRoom",
        null);
  }
}
