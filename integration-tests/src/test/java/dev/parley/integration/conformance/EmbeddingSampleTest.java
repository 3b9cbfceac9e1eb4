package dev.parley.integration.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@Timeout(30)
final class EmbeddingSampleTest {
  @Test
  @ResourceLock(Resources.SYSTEM_OUT)
  void sample_saysWhatTheReadmeClaims() throws Exception {
    var shown = new ByteArrayOutputStream();
    var real = System.out;
    System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
    try {
      EmbeddingSample.main(new String[0]);
    } finally {
      System.setOut(real);
    }

    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains("Accepted[id=")
        .contains("bob sees Joined")
        .containsPattern("bob sees Said\\[.*text=hello");
  }
}
