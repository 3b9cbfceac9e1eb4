package dev.parley.cli.lab;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Notes for programs: one JSON object a line, figures as numbers. */
public final class JsonNotes implements Notes {
  private static final int VERSION = 1;

  private final JsonFactory factory = new JsonFactory();
  private final PrintWriter out;
  private final String lab;

  /**
   * Writes notes.
   *
   * @param out where
   * @param lab the experiment's name
   */
  public JsonNotes(PrintWriter out, String lab) {
    this.out = out;
    this.lab = lab;
  }

  @Override
  public void say(String text) {
    object("said", json -> json.writeStringField("text", text));
  }

  @Override
  public void count(String form, String name, long count) {
    figure(form, name, "", json -> json.writeNumberField("value", count));
  }

  @Override
  public void figure(String form, String name, double value, String unit) {
    figure(form, name, unit, json -> json.writeNumberField("value", value));
  }

  private void figure(String form, String name, String unit, Fields value) {
    object(
        "figure",
        json -> {
          json.writeStringField("form", form);
          json.writeStringField("name", name);
          value.write(json);
          json.writeStringField("unit", unit);
        });
  }

  /** What goes into an object after its version, event and experiment. */
  @FunctionalInterface
  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private void object(String event, Fields fields) {
    var text = new StringWriter();
    try (var json = factory.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      json.writeStringField("event", event);
      json.writeStringField("lab", lab);
      fields.write(json);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("a string takes everything", impossible);
    }
    out.println(text);
    out.flush();
  }
}
