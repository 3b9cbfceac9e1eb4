package dev.parley.cli.compare;

import java.util.List;

/** Where a comparison was made, in words. */
final class Setting {
  private Setting() {}

  static List<String> lines(Result result) {
    return List.of(
        "%d processors, %s %s; Java %s, %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.version"),
                String.join(" ", Comparison.FLAGS)),
        "%s run: medians of %d %s after one to warm up; contestants take turns, each in a JVM of its own"
            .formatted(
                result.quick() ? "Quick" : "Full",
                result.rounds(),
                result.rounds() == 1 ? "round" : "rounds"));
  }
}
