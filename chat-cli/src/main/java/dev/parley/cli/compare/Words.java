package dev.parley.cli.compare;

import static dev.parley.cli.compare.Contestant.ACTOR;
import static dev.parley.cli.compare.Contestant.LOCK;
import static dev.parley.cli.compare.Contestant.NAIVE;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Says what the figures of a scenario say, a sentence a line. */
final class Words {
  /** Below this ratio two figures of a noisy machine are alike. */
  private static final double ALIKE = 1.15;

  private Words() {}

  static String of(Result.Outcome outcome) {
    return switch (outcome.scenario().kind()) {
      case THROUGHPUT -> throughput(outcome);
      case SLOW -> slow(outcome);
      case REENTRANT -> reentrant(outcome);
      case IDLE -> idle(outcome);
    };
  }

  private static String throughput(Result.Outcome outcome) {
    var text = winner(outcome) + naive(outcome);
    if (outcome.scenario().journal()) {
      text +=
          "\nLines served by each wait for the disk: %s with the actor, %s with the lock, %s naively."
              .formatted(
                  figure(outcome, ACTOR, Measured.BATCH),
                  figure(outcome, LOCK, Measured.BATCH),
                  figure(outcome, NAIVE, Measured.BATCH));
    }
    if (outcome.scenario().handlerMicros() > 0) {
      text +=
          ("\nThe naive form computes for the watcher while it holds the lock. The others let it"
                  + " fall behind: it missed %s lines with the actor, %s with the lock.")
              .formatted(
                  figure(outcome, ACTOR, Measured.MISSED), figure(outcome, LOCK, Measured.MISSED));
    }
    return text;
  }

  private static String winner(Result.Outcome outcome) {
    double ratio = outcome.get(ACTOR, Measured.RATE) / outcome.get(LOCK, Measured.RATE);
    if (ratio < ALIKE && ratio > 1 / ALIKE) {
      return "Lock and actor are alike here.";
    }
    return ratio > 1
        ? "The actor wins: " + TextReport.figure(ratio) + " times the lock's lines."
        : "The lock wins: " + TextReport.figure(1 / ratio) + " times the actor's lines.";
  }

  private static String naive(Result.Outcome outcome) {
    double others = Math.max(outcome.get(ACTOR, Measured.RATE), outcome.get(LOCK, Measured.RATE));
    double ratio = outcome.get(NAIVE, Measured.RATE) / others;
    return ratio < ALIKE
        ? ""
        : "\nThe naive form is the quickest, "
            + TextReport.figure(ratio)
            + " times the better of the two, as long as no watcher is slow or calls back.";
  }

  private static String slow(Result.Outcome outcome) {
    return Arrays.stream(Contestant.values())
        .map(each ->
            "%s: %s, the longest wait of a writer was %s ms, the watcher missed %s lines."
                .formatted(
                    each.label(),
                    outcome.fate(each),
                    figure(outcome, each, Measured.LONGEST),
                    figure(outcome, each, Measured.MISSED)))
        .collect(Collectors.joining("\n"));
  }

  private static String reentrant(Result.Outcome outcome) {
    return Arrays.stream(Contestant.values())
        .map(each ->
            "%s: %s, the longest say took %s ms."
                .formatted(
                    each.label(), outcome.fate(each), figure(outcome, each, Measured.LONGEST)))
        .collect(
            Collectors.joining(
                "\n",
                "",
                "\nA deadlock shows here as a wait that only its deadline of "
                    + Trial.CALL_BACK.toMillis()
                    + " ms ends."));
  }

  private static String idle(Result.Outcome outcome) {
    return Arrays.stream(Contestant.values())
        .map(each ->
            "%s: %s bytes for each idle room, %s threads for all %d."
                .formatted(
                    each.label(),
                    figure(outcome, each, Measured.HEAP_PER_ROOM),
                    TextReport.figure(threads(outcome, each)),
                    outcome.scenario().lines()))
        .collect(Collectors.joining("\n"));
  }

  private static double threads(Result.Outcome outcome, Contestant contestant) {
    return outcome.get(contestant, Measured.PLATFORM) + outcome.get(contestant, Measured.VIRTUAL);
  }

  private static String figure(Result.Outcome outcome, Contestant contestant, String name) {
    return TextReport.figure(outcome.get(contestant, name));
  }
}
