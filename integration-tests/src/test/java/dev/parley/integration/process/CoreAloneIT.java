package dev.parley.integration.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.node.ChatNode;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** Who embeds the core needs two jars: the core's own, and that of slf4j's interface. */
@Timeout(30)
final class CoreAloneIT {
  private static final String SAMPLE = "dev.parley.integration.conformance.EmbeddingSample";

  @TempDir private Path home;

  private static String where(Class<?> type) throws URISyntaxException {
    URI location =
        Optional.ofNullable(type.getProtectionDomain().getCodeSource())
            .map(CodeSource::getLocation)
            .orElseThrow()
            .toURI();
    return Path.of(location).toString();
  }

  @Test
  void sample_runsOnTheModulePathWithNothingElse() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var modules = where(ChatNode.class) + File.pathSeparator + where(Logger.class);
    var command =
        List.of(
            java,
            "--module-path",
            modules,
            "--add-modules",
            "dev.parley.core",
            "--limit-modules",
            "java.base,dev.parley.core,org.slf4j",
            "--class-path",
            where(CoreAloneIT.class),
            SAMPLE);
    try (var program = ParleyProcess.run(home, Map.of(), command)) {
      program.endInput();

      assertThat(program.exitCode()).as("%s", program.err().all()).isZero();
      assertThat(program.out().all())
          .anyMatch(line -> line.startsWith("Accepted[id="))
          .anyMatch(line -> line.startsWith("bob sees Said") && line.contains("text=hello"));
    }
  }
}
