package dev.parley.integration.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Not how fast, only that two processes measure and a table comes of it. */
final class SpeedTableTest {
  @TempDir private Path output;

  @Test
  void run_writesARow_andKeepsWhatPeopleWroteBelow() throws Exception {
    var table = output.resolve(SpeedTable.TABLE);
    Files.writeString(table, "an older table\n\n## Reading it\n\nSlow.\n");
    new SpeedTable(new Settings(true, Pattern.compile("line-bytes"), 1, output)).run();

    assertThat(Files.readString(table))
        .contains("| a line of 20 bytes, bytes beside it |")
        .doesNotContain("an older table")
        .endsWith("\n\n## Reading it\n\nSlow.\n");
    assertThat(output.resolve(SpeedTable.FIGURES)).content().contains("\"bytes-alone\": [");
  }
}
