package dev.parley.integration.bench;

import com.softwaremill.jox.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.openjdk.jmh.annotations.Benchmark;
import scala.Option;

/** The figures as a table in Markdown, losing rows too. */
final class Report {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private final Settings settings;
  private final Scores scores;

  Report(Settings settings, Scores scores) {
    this.settings = settings;
    this.scores = scores;
  }

  /** The whole report; a comparison that did not run has no row. */
  String markdown() {
    return Stream.of(
            header().stream(),
            Comparison.ALL.stream().flatMap(comparison -> row(comparison)),
            incomplete())
        .flatMap(part -> part)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private List<String> header() {
    return List.of(
        "# Benchmarks" + (settings.quick() ? " (quick: the figures mean nothing)" : ""),
        "",
        "- Machine: %d × %s, %s %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                processor(),
                System.getProperty("os.name"),
                System.getProperty("os.version")),
        "- JVM: %s %s, %s"
            .formatted(
                System.getProperty("java.vendor.version", System.getProperty("java.vendor")),
                System.getProperty("java.vm.version"),
                String.join(" ", Settings.JVM_FLAGS)),
        "- Rivals: %s on %s; %s; the JDK's own queues and lock"
            .formatted(jar(ActorSystem.class), jar(Option.class), jar(Channel.class)),
        "- Passes: %d over all contestants; in each pass every contestant has a JVM of its own, with %d × %s to warm up and %d × %s measured by %s"
            .formatted(
                settings.passes(),
                settings.warmUps(),
                settings.warmUpTime(),
                settings.iterations(),
                settings.iterationTime(),
                jar(Benchmark.class)),
        "- Figures: medians over all measured iterations (smallest to largest); K is thousands, M"
            + " millions; the ratio is ours to the rival's",
        "",
        "| workload | rival | Parley | rival's | ratio | target | met? |",
        "|---|---|---|---|---|---|---|");
  }

  private Stream<String> row(Comparison comparison) {
    var ours = scores.of(comparison.ours());
    var rival = scores.of(comparison.rival());
    if (ours.isEmpty() || rival.isEmpty()) {
      return Stream.empty();
    }
    return Stream.of(row(comparison, ours.get(), rival.get()));
  }

  private Stream<String> incomplete() {
    return scores.incomplete().entrySet().stream()
        .map(each ->
            "%n%s, %s: a run did not end; %s iterations are left"
                .formatted(each.getKey().workload(), each.getKey().contestant(), each.getValue()));
  }

  private static String row(Comparison comparison, Scores.Summary ours, Scores.Summary rival) {
    var target = comparison.target();
    return "| %s | %s | %s | %s | %s | %s | %s |"
        .formatted(
            comparison.name(),
            comparison.rivalName(),
            figures(ours),
            figures(rival),
            String.format(Locale.ROOT, "%.2f", ours.median() / rival.median()),
            target == null ? "–" : target,
            target == null ? "–" : target.met(ours.median(), rival.median()) ? "yes" : "no");
  }

  private static String figures(Scores.Summary summary) {
    return "%s (%s–%s)"
        .formatted(figure(summary.median()), figure(summary.min()), figure(summary.max()));
  }

  private static String figure(double score) {
    if (score >= 1e6) {
      return String.format(Locale.ROOT, "%.2f M", score / 1e6);
    }
    return score >= 1e4
        ? String.format(Locale.ROOT, "%.0f K", score / 1e3)
        : String.format(Locale.ROOT, "%.0f", score);
  }

  private static String processor() {
    if (!Files.isReadable(PROCESSORS)) {
      return System.getProperty("os.arch");
    }
    try (var lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + PROCESSORS, unreadable);
    }
  }

  /** The name of the file that a class came from, which has the version in it. */
  private static String jar(Class<?> type) {
    var path = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    return path.substring(path.lastIndexOf('/') + 1).replace(".jar", "");
  }
}
