package dev.parley.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

/** A result that was made up, so that the words about it are known. */
class ReportsTest {

  private static Result result(double actor, double lock) {
    var outcomes = new ArrayList<Result.Outcome>();
    for (var scenario : Scenario.all(true)) {
      var all = new EnumMap<Contestant, List<Measured>>(Contestant.class);
      for (var contestant : Contestant.values()) {
        double rate = contestant == Contestant.ACTOR ? actor : lock;
        all.put(contestant, List.of(measured(rate), measured(3 * rate), measured(2 * rate)));
      }
      outcomes.add(Result.Outcome.of(scenario, all));
    }
    return new Result(true, 3, outcomes);
  }

  private static Measured measured(double rate) {
    return new Measured(
        "", 1, Map.of(Measured.RATE, rate, Measured.LONGEST, 5.0, Measured.BATCH, 2.0));
  }

  private static String text(Result result) {
    var out = new StringWriter();
    TextReport.print(result, new PrintWriter(out));
    return out.toString();
  }

  @Test
  void text_saysWhoWins_andByHowMuch() {
    assertThat(text(result(300, 100))).contains("The actor wins: 3 times the lock's lines.");
    assertThat(text(result(100, 400))).contains("The lock wins: 4 times the actor's lines.");
    assertThat(text(result(100, 105))).contains("Lock and actor are alike here.");
  }

  @Test
  void text_hasTheMediansOfTheRounds_andTheFlags() {
    assertThat(text(result(300, 100))).contains("  actor           600").contains("-XX:+UseG1GC");
  }

  @Test
  void json_hasAnObjectForEachScenarioAndContestant() throws IOException {
    var out = new StringWriter();
    JsonReport.print(result(300, 100), new PrintWriter(out));
    var lines = out.toString().lines().toList();
    assertThat(lines).hasSize(Scenario.all(true).size() * Contestant.values().length);
    for (var line : lines) {
      assertThat(line).startsWith("{\"v\":1,\"event\":\"compared\",\"scenario\":\"");
      assertThat(Measured.parse(line).get(Measured.RATE)).isPositive();
    }
    assertThat(lines.getFirst()).contains("\"rates\":[300.0,900.0,600.0]");
  }

  @Test
  void page_isWellFormed_andNeedsNothingElse()
      throws ParserConfigurationException, SAXException, IOException {
    var page = HtmlReport.page(result(300, 100));
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
    int scenarios = Scenario.all(true).size();
    assertThat(document.getElementsByTagName("h2").getLength()).isEqualTo(scenarios + 1);
    // A plot for each scenario, and a swatch for each contestant.
    assertThat(document.getElementsByTagName("svg").getLength())
        .isEqualTo(scenarios + Contestant.values().length);
    assertThat(page)
        .doesNotContain("http:", "https:", "src=", "href=", "url(", "@import", "<script");
    assertThat(page).contains("The actor wins: 3 times the lock's lines.");
  }

  @Test
  void page_showsTextAsText() {
    assertThat(HtmlReport.escaped("<b a=\"1\">&</b>"))
        .isEqualTo("&lt;b a=&quot;1&quot;&gt;&amp;&lt;/b&gt;");
  }

  @Test
  void bars_areAsLongAsTheirFigures() {
    var plot = Plot.bars(result(300, 100).outcomes().getFirst(), Measured.RATE);
    assertThat(plot)
        .containsPattern("class=\"actor\" x=\"52\" y=\"4\" width=\"184.0\"")
        .containsPattern("class=\"lock\" x=\"52\" y=\"30\" width=\"61.3\"");
  }

  @Test
  void flags_haveNothingOfTheImagesStart() {
    assertThat(Comparison.FLAGS)
        .contains("-XX:+UseG1GC")
        .noneMatch(
            flag -> flag.contains("Tiered") || flag.contains("Serial") || flag.contains("AOT"));
  }
}
