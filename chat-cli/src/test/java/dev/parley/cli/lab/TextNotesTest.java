package dev.parley.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TextNotesTest {
  private final StringWriter out = new StringWriter();
  private final TextNotes notes = new TextNotes(new PrintWriter(out));

  @Test
  void figures_becomeATableWithAColumnForEachForm() {
    notes.count(Notes.BROKEN, "lost", 1234);
    notes.count(Notes.LOCK, "lost", 0);
    notes.figure(Notes.BROKEN, "took", 12.34, "ms");
    notes.figure(Notes.MESSAGE, "took", 1.5, "ms");
    assertThat(out.toString()).isEmpty();
    notes.close();
    assertThat(out.toString().lines())
        .containsExactly(
            "                  broken          lock       message",
            "  lost             1,234             0             –",
            "  took, ms          12.3             –         1.500");
  }

  @Test
  void say_printsTheTableBeforeIt_once() {
    notes.count(Notes.LOCK, "lost", 0);
    notes.say("learn");
    notes.close();
    assertThat(out.toString().lines())
        .containsExactly("                lock", "  lost             0", "learn");
  }

  @Test
  void say_breaksALongSentenceBetweenWords() {
    notes.say("word ".repeat(40).strip());
    assertThat(out.toString().lines()).hasSize(3).allMatch(row -> row.length() <= 90);
    assertThat(out.toString().replace('\n', ' ').strip()).isEqualTo("word ".repeat(40).strip());
  }

  @Test
  void say_leavesAloneWhatIsSetInColumns() {
    var row = "  column" + " ".repeat(100) + "column";
    notes.say(row);
    assertThat(out.toString()).isEqualTo(row + System.lineSeparator());
  }
}
