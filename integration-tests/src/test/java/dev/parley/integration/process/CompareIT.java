package dev.parley.integration.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The comparison and the labs as they are shipped: their children are made from the same files. */
@Timeout(120)
final class CompareIT {
  private static final Pattern CHECKSUM =
      Pattern.compile(
          "\"scenario\":\"memory-8\",.*\"checksum\":\"(\\w+)\".*\"rates\":\\[([^\\]]+)\\]");

  @TempDir private Path home;

  @Test
  void quickRun_comparesAllThree_andWritesItsPage() throws Exception {
    var page = home.resolve("compare.html");
    try (var parley =
        ParleyProcess.start(home, "compare", "--quick", "--json", "--out", page.toString())) {
      parley.endInput();
      assertThat(parley.exitCode(Duration.ofMinutes(1))).isZero();
      var lines = parley.out().all();
      assertThat(parley.err().all()).isEmpty();
      assertThat(lines).allMatch(line -> line.startsWith("{\"v\":1,\"event\":\"compared\""));
      assertThat(lines)
          .filteredOn(line -> line.contains("\"contestant\":\"naive\""))
          .hasSize(lines.size() / 3);
      assertThat(lines)
          .anyMatch(line -> line.contains("\"naive\"") && line.contains("\"deadlocked\""))
          .anyMatch(line -> line.contains("\"naive\"") && line.contains("\"blocked\""))
          .noneMatch(line -> line.contains("account"));
      assertSameWorkAtDifferentRates(lines);
    }
    assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains("<svg", "</html>");
  }

  private static void assertSameWorkAtDifferentRates(List<String> lines) {
    var found = lines.stream().map(CHECKSUM::matcher).filter(match -> match.find()).toList();
    assertThat(found).hasSize(3);
    assertThat(found.stream().map(match -> match.group(1)).distinct()).hasSize(1);
    assertThat(found.stream().map(match -> match.group(2)).distinct()).hasSize(3);
  }

  @Test
  void lab_startsItsChildrenFromTheShippedProgram() throws Exception {
    try (var parley = ParleyProcess.start(home, "lab", "argv", "--json")) {
      parley.endInput();
      assertThat(parley.exitCode()).isZero();
      assertThat(parley.out().all())
          .anyMatch(line -> line.contains("\"name\":\"65536\",\"value\":2"))
          .anyMatch(line -> line.contains("\"name\":\"0\",\"value\":0"));
    }
  }
}
