package dev.parley.cli.compare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** A comparison for programs: one JSON object for each scenario and contestant, on a line. */
public final class JsonReport {
  private static final int VERSION = 1;
  private static final JsonFactory JSON = new JsonFactory();

  private JsonReport() {}

  /**
   * Prints it.
   *
   * @param result what came out
   * @param out where to
   */
  public static void print(Result result, PrintWriter out) {
    for (var outcome : result.outcomes()) {
      for (var contestant : Contestant.values()) {
        out.println(line(result, outcome, contestant));
      }
    }
    out.flush();
  }

  private static String line(Result result, Result.Outcome outcome, Contestant contestant) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      json.writeStringField("event", "compared");
      json.writeStringField("scenario", outcome.scenario().name());
      json.writeStringField("contestant", contestant.label());
      json.writeNumberField("rounds", result.rounds());
      json.writeNumberField("writers", outcome.scenario().writers());
      var median = outcome.medians().get(contestant);
      if (median != null) {
        median.write(json);
      }
      rates(json, outcome, contestant);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("a string takes everything", impossible);
    }
    return text.toString();
  }

  /** Each round by itself, for those who want the spread. */
  private static void rates(JsonGenerator json, Result.Outcome outcome, Contestant contestant)
      throws IOException {
    var runs = outcome.all().get(contestant);
    if (runs == null || !runs.getFirst().figures().containsKey(Measured.RATE)) {
      return;
    }
    json.writeArrayFieldStart("rates");
    for (var run : runs) {
      json.writeNumber(run.get(Measured.RATE));
    }
    json.writeEndArray();
  }
}
