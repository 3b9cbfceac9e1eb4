package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.parley.cli.lab.Lab;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LabCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.commandLine(Map.of())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  @Test
  void lab_withoutAName_listsAllWithTheirLessons() {
    assertThat(run("lab")).isZero();
    assertThat(out.toString().lines()).hasSameSizeAs(Lab.all());
    for (var lab : Lab.all()) {
      assertThat(out.toString()).contains(lab.name()).contains(lab.lesson());
    }
  }

  @Test
  void lab_thatDoesNotExist_isRefusedByName() {
    assertThat(run("lab", "nonsense")).isEqualTo(2);
    assertThat(err.toString()).contains("\"nonsense\"").hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void game_asJson_hasItsFiguresAsNumbers() throws IOException {
    assertThat(run("lab", "game", "--json")).isZero();
    var figures = new TreeMap<String, Double>();
    for (var line : out.toString().lines().toList()) {
      figure(line, figures);
    }
    // Real time: how many steps were late is for the machine to say, that all are accounted for
    // not.
    assertThat(figures.getOrDefault("steps", 0.0) + figures.getOrDefault("steps missed", 0.0))
        .isBetween(55.0, 65.0);
    assertThat(figures.get("players")).isEqualTo(1000);
    assertThat(figures.get("commands")).isGreaterThan(1000);
  }

  private static void figure(String line, Map<String, Double> figures) throws IOException {
    try (var json = new JsonFactory().createParser(line)) {
      var name = "";
      for (var token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING && "name".equals(json.currentName())) {
          name = json.getText();
        } else if ("value".equals(json.currentName()) && token.isNumeric()) {
          figures.put(name, json.getDoubleValue());
        }
      }
    }
  }
}
