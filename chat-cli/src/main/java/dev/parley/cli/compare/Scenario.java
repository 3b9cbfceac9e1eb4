package dev.parley.cli.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * One piece of work, the same for every contestant.
 *
 * @param name what it is called in data
 * @param title what it is called for people
 * @param kind what is looked at
 * @param writers how many say lines at once
 * @param lines how many lines they say together, or how many rooms are opened
 * @param journal whether each line must be on disk before its writer goes on
 * @param handlerMicros how long the watcher computes over each line
 */
record Scenario(
    String name,
    String title,
    Kind kind,
    int writers,
    int lines,
    boolean journal,
    int handlerMicros) {

  /** What is looked at. */
  enum Kind {
    /** How much gets through, and how evenly. */
    THROUGHPUT,
    /** What a watcher that stands still does to the others. */
    SLOW,
    /** What becomes of a watcher that waits for the room it watches. */
    REENTRANT,
    /** What rooms cost that nobody uses. */
    IDLE
  }

  /** The work of a quick or a full run. */
  static List<Scenario> all(boolean quick) {
    var all = new ArrayList<Scenario>();
    for (int writers : quick ? new int[] {1, 8, 64} : new int[] {1, 2, 8, 64}) {
      all.add(throughput("memory", "in memory", writers, quick ? 30_000 : 150_000, false, 0));
    }
    for (int writers : quick ? new int[] {8} : new int[] {1, 8, 64}) {
      all.add(throughput("journal", "forced to disk", writers, quick ? 400 : 3_000, true, 0));
    }
    all.add(throughput("handler", "large handler", 8, quick ? 5_000 : 30_000, false, 20));
    all.add(new Scenario("slow", "a watcher that stands still", Kind.SLOW, 4, 2_000, false, 0));
    all.add(
        new Scenario("re-entrant", "a watcher that calls back", Kind.REENTRANT, 1, 3, false, 0));
    all.add(new Scenario("idle", "idle rooms", Kind.IDLE, 0, quick ? 2_000 : 10_000, false, 0));
    return List.copyOf(all);
  }

  private static Scenario throughput(
      String name, String title, int writers, int lines, boolean journal, int handlerMicros) {
    return new Scenario(
        name + "-" + writers,
        title + ", " + writers + (writers == 1 ? " writer" : " writers"),
        Kind.THROUGHPUT,
        writers,
        lines / writers * writers,
        journal,
        handlerMicros);
  }
}
