package dev.parley.cli.compare;

import java.io.PrintWriter;
import java.util.Locale;

/** A comparison for a terminal. */
public final class TextReport {
  private static final String[] COLUMNS = {
    Measured.RATE,
    Measured.P50,
    Measured.P99,
    Measured.P999,
    Measured.FAIRNESS,
    Measured.BATCH,
    Measured.HEAP,
    Measured.PLATFORM,
    Measured.VIRTUAL
  };

  private TextReport() {}

  /**
   * Prints it.
   *
   * @param result what came out
   * @param out where to
   */
  public static void print(Result result, PrintWriter out) {
    Setting.lines(result).forEach(out::println);
    for (var contestant : Contestant.values()) {
      out.println(
          String.format(Locale.ROOT, "%-6s %s", contestant.label(), contestant.description()));
    }
    for (var outcome : result.outcomes()) {
      out.println();
      out.println(outcome.scenario().title());
      if (outcome.scenario().kind() == Scenario.Kind.THROUGHPUT) {
        table(outcome, out);
      }
      Words.of(outcome).lines().forEach(line -> out.println("  " + line));
    }
    out.flush();
  }

  private static void table(Result.Outcome outcome, PrintWriter out) {
    var head = new StringBuilder(String.format(Locale.ROOT, "  %-6s", ""));
    for (var column : COLUMNS) {
      head.append(String.format(Locale.ROOT, " %12s", column));
    }
    out.println(head.toString().stripTrailing());
    for (var contestant : Contestant.values()) {
      var line = new StringBuilder(String.format(Locale.ROOT, "  %-6s", contestant.label()));
      for (var column : COLUMNS) {
        line.append(String.format(Locale.ROOT, " %12s", figure(outcome.get(contestant, column))));
      }
      var fate = outcome.fate(contestant);
      out.println(line + (fate.isEmpty() ? "" : "  " + fate));
    }
  }

  static String figure(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    if (value < 10) {
      return String.format(Locale.ROOT, "%.2f", value);
    }
    return value < 100
        ? String.format(Locale.ROOT, "%.1f", value)
        : String.format(Locale.ROOT, "%,.0f", value);
  }
}
