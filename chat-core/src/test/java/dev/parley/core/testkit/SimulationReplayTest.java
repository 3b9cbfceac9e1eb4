package dev.parley.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

class SimulationReplayTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 17, -1, Long.MAX_VALUE})
  void run_withTheSameSeed_isTheSame(long seed) {
    assertThat(Traced.run(seed)).isEqualTo(Traced.run(seed));
  }

  @Test
  void run_withOtherSeeds_exploresOtherOrders() {
    var runs = LongStream.range(0, 50).mapToObj(Traced::run).toList();
    assertThat(runs.stream().map(Traced::hash).distinct()).hasSize(50);
    assertThat(runs.stream().map(Traced::heard).distinct()).hasSizeGreaterThan(40);
    assertThat(runs).allSatisfy(run -> assertThat(run.heard()).hasSize(23));
  }

  @Test
  void run_inAnotherJvm_isTheSame() throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                Traced.class.getName()));
    var seeds = List.of(1L, 2L, 17L);
    seeds.forEach(seed -> command.add(seed.toString()));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var output = process.inputReader()) {
      assertThat(output.lines().filter(line -> !line.startsWith("SLF4J")))
          .containsExactlyElementsOf(
              seeds.stream().map(seed -> Long.toString(Traced.run(seed).hash())).toList());
    }
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  /** Where the classes of this run came from: tests run on the module path, others need not. */
  private static String classPath() {
    var main = location(Simulation.class);
    return Stream.of(main, main.resolveSibling("test-classes"), location(Logger.class))
        .map(Path::toString)
        .reduce((one, other) -> one + System.getProperty("path.separator") + other)
        .orElseThrow();
  }

  private static Path location(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }
}
