package dev.parley.integration.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures how long the program takes to start; not part of the suite, for it judges nothing. The
 * README has the command. The contestants take turns, and the first round is not counted.
 */
final class StartUp {
  private static final int ROUNDS = 11;

  @TempDir private Path home;

  /** One way to start. */
  @FunctionalInterface
  private interface Start {
    /** Starts the program, waits until it is ready, and ends it. */
    void run() throws Exception;
  }

  @Test
  void medians() throws Exception {
    var starts = new LinkedHashMap<String, Start>();
    starts.put("image, first prompt on a pseudo-terminal", () -> prompt(image()));
    starts.put("image, port bound off a terminal", () -> bound(image()));
    starts.put("parley.jar, first prompt on a pseudo-terminal", () -> prompt(jar()));
    starts.put("parley.jar, port bound off a terminal", () -> bound(jar()));

    var times = new LinkedHashMap<String, List<Long>>();
    for (int round = 0; round < ROUNDS; round++) {
      for (var start : starts.entrySet()) {
        long before = System.nanoTime();
        start.getValue().run();
        if (round > 0) {
          times
              .computeIfAbsent(start.getKey(), name -> new ArrayList<>())
              .add(Duration.ofNanos(System.nanoTime() - before).toMillis());
        }
      }
    }
    times.forEach(StartUp::print);
  }

  private static void print(String name, List<Long> millis) {
    var sorted = millis.stream().sorted().toList();
    System.out.printf(
        "%-48s median %4d ms (%d to %d, %d starts)%n",
        name, sorted.get(sorted.size() / 2), sorted.getFirst(), sorted.getLast(), sorted.size());
  }

  private static List<String> image() {
    return List.of(ParleyProcess.image().toString());
  }

  private static List<String> jar() {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(java, "-jar", System.getProperty("parley.jar"));
  }

  private void prompt(List<String> program) throws IOException {
    try (var screen = Screen.run(home, with(program, "0", "--plain"))) {
      screen.awaitRow("nobody>");
    }
  }

  private void bound(List<String> program) throws IOException {
    try (var parley = ParleyProcess.run(home, Map.of(), with(program, "0", "--plain"))) {
      parley.port();
    }
  }

  private static List<String> with(List<String> program, String... arguments) {
    var command = new ArrayList<>(program);
    command.addAll(List.of(arguments));
    return command;
  }
}
