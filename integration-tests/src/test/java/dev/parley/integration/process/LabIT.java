package dev.parley.integration.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All experiments as they are shipped, one after the other, and ended by Ctrl-C. */
@Timeout(120)
final class LabIT {
  private static final Duration ALL_TOGETHER = Duration.ofSeconds(60);
  private static final int INTERRUPTED = 130;

  @TempDir private Path home;

  private ParleyProcess start(String... arguments) throws IOException {
    var temporary = Files.createDirectories(home.resolve("tmp"));
    return ParleyProcess.start(
        home, Map.of("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary), arguments);
  }

  private void assertNoFilesAreLeft() throws IOException {
    try (var files = Files.walk(home)) {
      assertThat(files).containsExactlyInAnyOrder(home, home.resolve("tmp"));
    }
  }

  private List<String> names() throws Exception {
    try (var parley = start("lab")) {
      assertThat(parley.exitCode()).isZero();
      return parley.out().all().stream().map(line -> line.substring(0, line.indexOf(' '))).toList();
    }
  }

  @Test
  void all_tellTheirFiguresAsNumbers_leaveNoFiles_andTakeLessThanAMinuteTogether()
      throws Exception {
    var names = names();
    assertThat(names).hasSize(15).doesNotHaveDuplicates();
    long began = System.nanoTime();
    for (var name : names) {
      try (var parley = start("lab", name, "--json")) {
        assertThat(parley.exitCode()).as(name).isZero();
        var figures = new TreeMap<String, Double>();
        for (var line : parley.out().all()) {
          figure(line, name, figures);
        }
        assertThat(figures).as(name).isNotEmpty();
      }
      assertNoFilesAreLeft();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(ALL_TOGETHER);
  }

  /** Here something is logged: that actors wait for each other. */
  @Test
  void jar_printsNothingElse() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var jar = System.getProperty("parley.jar");
    var command = List.of(java, "-jar", jar, "lab", "deadlock", "--json");
    try (var parley = ParleyProcess.run(home, Map.of(), command)) {
      assertThat(parley.exitCode()).isZero();
      var lines = parley.out().all();
      assertThat(lines).isNotEmpty().allMatch(line -> line.startsWith("{"));
      assertThat(parley.err().all()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"blocking", "mutex", "deadlock", "game"})
  void signal_endsAtOnce(String name) throws Exception {
    try (var parley = start("lab", name)) {
      parley.awaitOut(1);
      parley.signal("INT");
      assertThat(parley.exitCode()).isEqualTo(INTERRUPTED);
    }
    assertNoFilesAreLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"argv", "parallel"})
  void signal_endsTheChildrenToo_withTheirFiles(String name) throws Exception {
    try (var parley = start("lab", name)) {
      parley.awaitOut(1); // the script that starts it has short-lived children of its own
      var children =
          await()
              .pollDelay(Duration.ZERO)
              .pollInterval(Duration.ofMillis(2))
              .atMost(ParleyProcess.PATIENCE)
              .until(parley::descendants, found -> !found.isEmpty());
      parley.signal("INT");
      assertThat(parley.exitCode()).isEqualTo(INTERRUPTED);
      await()
          .atMost(ParleyProcess.PATIENCE)
          .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
      assertThat(parley.err().all()).noneMatch(line -> line.startsWith("parley:"));
    }
    assertNoFilesAreLeft();
  }

  private static void figure(String line, String lab, Map<String, Double> figures)
      throws IOException {
    var texts = new TreeMap<String, String>();
    try (var json = new JsonFactory().createParser(line)) {
      assertThat(json.nextToken()).as(line).isEqualTo(JsonToken.START_OBJECT);
      for (var token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          texts.put(json.currentName(), json.getText());
        } else if (token.isNumeric() && json.currentName().equals("value")) {
          figures.put(texts.get("form") + "/" + texts.get("name"), json.getDoubleValue());
        }
      }
    }
    assertThat(texts).as(line).containsEntry("lab", lab).containsKey("event");
  }
}
