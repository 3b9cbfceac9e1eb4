package dev.parley.integration.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Not how fast, only that everything runs: all that takes no JVM of its own, and few seconds. */
final class BenchmarksTest {
  private static final Pattern SHORT = Pattern.compile("PingPong|ThreadRing|Fan.*|Hop|RoomGuard");

  @TempDir private Path output;

  @Test
  void run_comparesEveryContestant() throws Exception {
    new Benchmarks(new Settings(true, 0, SHORT, 1, output)).run();

    List<String> rows =
        Files.readAllLines(output.resolve(Benchmarks.REPORT)).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| workload"))
            .toList();
    long comparisons =
        Comparison.ALL.stream()
            .filter(comparison -> !comparison.ours().workload().matches("Spawn|IdleHeap"))
            .count();
    assertThat(rows).hasSize((int) comparisons);
  }
}
