package dev.parley.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PackagedProgramIT {

  private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java") + "";

  @Test
  void jar_printsItsVersion() throws Exception {
    assertThat(output(JAVA, "-jar", System.getProperty("parley.jar"), "--version"))
        .startsWith("parley ");
  }

  @Test
  void image_printsItsVersion() throws Exception {
    assertThat(output(System.getProperty("parley.image") + "/bin/parley", "--version"))
        .startsWith("parley ");
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }
}
