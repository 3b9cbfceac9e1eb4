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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(strings = {"threads", "finally", "lan"})
  void lab_asJson_hasItsFiguresAsNumbers(String name) throws IOException {
    assertThat(run("lab", name, "--json")).isZero();
    var figures = new TreeMap<String, Double>();
    for (var line : out.toString().lines().toList()) {
      assertThat(line).startsWith("{\"v\":1,\"event\":\"").contains("\"lab\":\"" + name + "\"");
      figure(line, figures);
    }
    assertThat(figures).isNotEmpty();
  }

  @Test
  void lab_asText_endsWithWhatToLearn() {
    assertThat(run("lab", "threads")).isZero();
    assertThat(out.toString()).contains("Learn: ").contains("in the JVM's list");
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
