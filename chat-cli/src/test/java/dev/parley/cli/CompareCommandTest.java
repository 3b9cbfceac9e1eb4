package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before any work begins; the work itself is tested on the packaged program. */
@Timeout(30)
final class CompareCommandTest {
  private final StringWriter err = new StringWriter();
  @TempDir Path folder;

  private int run(String... args) {
    return Main.commandLine(Map.of())
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  @Test
  void out_whereNothingCanBeWritten_isRefusedAtOnce() {
    for (var page : new Path[] {folder, folder.resolve("missing/page.html")}) {
      err.getBuffer().setLength(0);
      assertThat(run("compare", "--quick", "--out", page.toString())).isEqualTo(1);
      assertThat(err.toString()).contains("--out: cannot write " + page).hasLineCount(1);
    }
  }

  @Test
  void unknownOption_isRefusedWithTwo() {
    assertThat(run("compare", "--fast")).isEqualTo(2);
    assertThat(err.toString()).contains("--fast").hasLineCount(1);
  }
}
