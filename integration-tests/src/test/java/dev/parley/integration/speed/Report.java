package dev.parley.integration.speed;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The figures as a table, losing rows too, and as JSON. */
final class Report {
  /** What follows in the file is written by people, and stays. */
  private static final String NOTES = "\n## ";

  private final Settings settings;
  private final Scores scores;
  private final String compiler;

  Report(Settings settings, Scores scores, String compiler) {
    this.settings = settings;
    this.scores = scores;
    this.compiler = compiler;
  }

  /** Writes both files; keeps what people wrote below the table. */
  void write(Path table, Path figures) throws IOException {
    var before = Files.exists(table) ? Files.readString(table) : "";
    int notes = before.indexOf(NOTES);
    Files.writeString(table, markdown() + (notes < 0 ? "" : before.substring(notes)));
    Files.writeString(figures, json());
  }

  private List<String> facts() {
    var timing = settings.timing();
    return List.of(
        "Machine: " + Machine.hardware() + "; all traffic on 127.0.0.1",
        "JVM: " + Machine.jvm(),
        "Rivals: %s with %s, flags %s; the C program in integration-tests by %s -O2"
            .formatted(
                Machine.jar(Aeron.class),
                Machine.jar(MediaDriver.class),
                String.join(" ", Settings.AERON_FLAGS),
                compiler),
        "Passes: %d over all contestants, each in new processes; %.1f s to warm up, then %d windows of 1 s; %d datagrams lost; %d idle sessions watched for %d s"
            .formatted(
                settings.passes(),
                timing.warmUp(),
                timing.windows(),
                settings.losses(),
                settings.idleSessions(),
                settings.idleSeconds()));
  }

  private String markdown() {
    var head =
        Stream.of(
            "# Speed of the sealed link" + (settings.quick() ? " (quick: means nothing)" : ""),
            "",
            LocalDate.now(Clock.systemUTC())
                + ", written by `mvn -B -Pspeed process-test-classes`;"
                + " [link-speed.json](link-speed.json) has every figure.",
            "What exactly is measured stands in the Javadoc of `dev.parley.integration.speed`.",
            "");
    var table =
        Stream.of(
            "- Figures: medians over all windows of all passes (smallest to largest); K is"
                + " thousands, M millions; the ratio is ours to the rival's",
            "",
            "| measure | against | sealed link | rival | ratio | target | met? | goal | met? |",
            "|---|---|---|---|---|---|---|---|---|");
    return Stream.of(
            head,
            facts().stream().map(fact -> "- " + fact),
            table,
            Row.ALL.stream().flatMap(this::row))
        .flatMap(part -> part)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private Stream<String> row(Row row) {
    var key = row.rival();
    var ours = scores.of(row.ours());
    var rival = key == null ? ours : scores.of(key);
    if (ours.isEmpty() || rival.isEmpty()) {
      return Stream.empty(); // it did not run
    }
    double mine = ours.get().median();
    double other = key == null ? Double.NaN : rival.get().median();
    return Stream.of(
        "| %s | %s | %s | %s | %s | %s | %s | %s | %s |"
            .formatted(
                row.measure(),
                row.against(),
                figures(ours.get()),
                key == null ? "–" : figures(rival.get()),
                key == null ? "–" : String.format(Locale.ROOT, "%.2f", mine / other),
                row.target(),
                met(row.target(), mine, other),
                row.goal(),
                met(row.goal(), mine, other)));
  }

  private static String met(Limit limit, double ours, double rival) {
    return switch (limit) {
      case Limit.Told told -> "–";
      case Limit.AtLeastTimes least -> answer(least.met(ours, rival));
      case Limit.AtMostTimes most -> answer(most.met(ours, rival));
      case Limit.AtMost most -> answer(most.met(ours, rival));
    };
  }

  private static String answer(boolean met) {
    return met ? "yes" : "no";
  }

  private static String figures(Scores.Summary summary) {
    return "%s (%s–%s)"
        .formatted(figure(summary.median()), figure(summary.min()), figure(summary.max()));
  }

  private static String figure(double value) {
    if (value >= 1e6) {
      return String.format(Locale.ROOT, "%.2f M", value / 1e6);
    }
    if (value >= 1e5) {
      return String.format(Locale.ROOT, "%.0f K", value / 1e3);
    }
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
  }

  private String json() {
    var facts = facts().stream().map(Report::quoted).collect(Collectors.joining(",\n    "));
    var passes =
        scores.passes().stream()
            .map(pass ->
                "    {\"pass\": %d, \"contestant\": %s, \"figures\": {%s}}"
                    .formatted(pass.number(), quoted(pass.contestant()), values(pass)))
            .collect(Collectors.joining(",\n"));
    return "{\n  \"facts\": [\n    %s\n  ],\n  \"passes\": [\n%s\n  ]\n}\n"
        .formatted(facts, passes);
  }

  private static String values(Scores.Pass pass) {
    return pass.figures().entrySet().stream()
        .map(each ->
            quoted(each.getKey())
                + ": "
                + each.getValue().stream()
                    .map(value -> String.format(Locale.ROOT, "%.3f", value))
                    .collect(Collectors.joining(", ", "[", "]")))
        .collect(Collectors.joining(", "));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
