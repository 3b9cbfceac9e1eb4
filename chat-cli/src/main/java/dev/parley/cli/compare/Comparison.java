package dev.parley.cli.compare;

import dev.parley.cli.process.ChildJvm;
import dev.parley.cli.session.FailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/** Runs all scenarios with all contestants, each in a JVM of its own, taking turns. */
public final class Comparison {
  /** What each child JVM is started with, and nothing else. */
  public static final List<String> FLAGS =
      List.of("-XX:+UseG1GC", "-Xms512m", "-Xmx512m", "-Xshare:auto");

  private static final int FULL_ROUNDS = 8;
  private static final int QUICK_ROUNDS = 2;

  private Comparison() {}

  /**
   * Does it. The first round is for warming up, and left out of the result.
   *
   * @param quick whether rough figures will do
   * @param progress hears how much is done, from 0 to 1
   * @return the medians of the rounds
   * @throws FailureException if a contestant did other work than the others, or none
   */
  public static Result run(boolean quick, DoubleConsumer progress) throws FailureException {
    var scenarios = Scenario.all(quick);
    int rounds = quick ? QUICK_ROUNDS : FULL_ROUNDS;
    var runs = new ArrayList<Map<Contestant, List<Measured>>>();
    for (var _ : scenarios) {
      runs.add(new EnumMap<>(Contestant.class));
    }
    for (int round = 0; round < rounds; round++) {
      round(quick, round, rounds, runs, progress);
    }
    var outcomes = new ArrayList<Result.Outcome>();
    for (int n = 0; n < scenarios.size(); n++) {
      outcomes.add(Result.Outcome.of(scenarios.get(n), runs.get(n)));
    }
    return new Result(quick, rounds - 1, List.copyOf(outcomes));
  }

  /** A contestant and its JVM. */
  private record Player(Contestant contestant, ChildJvm child) {}

  /** One round: all children are alive, and one at a time works. */
  private static void round(
      boolean quick,
      int round,
      int rounds,
      List<Map<Contestant, List<Measured>>> runs,
      DoubleConsumer progress)
      throws FailureException {
    var children = new ArrayList<Player>();
    try {
      for (var contestant : Contestant.values()) {
        var arguments = List.of(contestant.name(), String.valueOf(quick));
        children.add(new Player(contestant, ChildJvm.start(FLAGS, Worker.class, arguments)));
      }
      for (int scenario = 0; scenario < runs.size(); scenario++) {
        var checked = new ArrayList<Measured>();
        for (int turn = 0; turn < children.size(); turn++) {
          var player = children.get((turn + round + scenario) % children.size());
          var contestant = player.contestant();
          var measured = ask(contestant, player.child(), scenario);
          checked.add(measured);
          if (round > 0) {
            runs.get(scenario)
                .computeIfAbsent(contestant, fresh -> new ArrayList<>())
                .add(measured);
          }
          check(contestant, scenario, checked);
          double done = (round * (double) runs.size() + scenario + (turn + 1.0) / children.size());
          progress.accept(done / (rounds * (double) runs.size()));
        }
      }
    } finally {
      children.forEach(player -> player.child().close());
    }
  }

  private static Measured ask(Contestant contestant, ChildJvm child, int scenario)
      throws FailureException {
    child.tell(String.valueOf(scenario));
    var answer = child.line();
    try {
      if (answer == null || !answer.startsWith("{")) {
        throw new IOException(answer == null ? "its JVM ended" : answer);
      }
      return Measured.parse(answer);
    } catch (IOException failure) {
      throw new FailureException(
          contestant.label() + " failed in scenario " + scenario + ": " + failure.getMessage());
    }
  }

  private static void check(Contestant contestant, int scenario, List<Measured> measured)
      throws FailureException {
    if (measured.getLast().checksum() != measured.getFirst().checksum()) {
      throw new FailureException(
          contestant.label() + " did other work than the others in scenario " + scenario);
    }
  }
}
