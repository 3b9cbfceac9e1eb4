package dev.parley.cli.compare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came out of one scenario for one contestant, once or in the middle of several times.
 *
 * @param fate what became of whoever was treated badly: a word, or empty
 * @param checksum of the lines that the history got
 * @param figures by name
 */
record Measured(String fate, long checksum, Map<String, Double> figures) {
  /** In lines a second. */
  static final String RATE = "lines/s";

  /** In microseconds. */
  static final String P50 = "p50 µs";

  static final String P99 = "p99 µs";
  static final String P999 = "p99.9 µs";
  static final String LONGEST = "longest ms";

  /** The lines of the slowest writer when the quickest was done, in hundredths of all of his. */
  static final String FAIRNESS = "fairness %";

  /** Lines for each call of the history. */
  static final String BATCH = "lines/append";

  /** Lines that a watcher was told it missed. */
  static final String MISSED = "missed";

  static final String HEAP = "heap MB";
  static final String HEAP_PER_ROOM = "bytes/room";

  /** Threads. */
  static final String PLATFORM = "platform";

  static final String VIRTUAL = "virtual";

  private static final JsonFactory JSON = new JsonFactory();

  Measured {
    figures = Collections.unmodifiableMap(new TreeMap<>(figures));
  }

  double get(String name) {
    return figures.getOrDefault(name, Double.NaN);
  }

  /** As one JSON object on one line. */
  String json() {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      write(json);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("a string takes everything", impossible);
    }
    return text.toString();
  }

  /** Writes its fields into an object. */
  void write(JsonGenerator json) throws IOException {
    json.writeStringField("fate", fate);
    json.writeStringField("checksum", Long.toHexString(checksum));
    json.writeObjectFieldStart("figures");
    for (var each : figures.entrySet()) {
      json.writeNumberField(each.getKey(), each.getValue());
    }
    json.writeEndObject();
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws IOException if it is something else
   */
  static Measured parse(String line) throws IOException {
    var fate = "";
    long checksum = 0;
    var figures = new TreeMap<String, Double>();
    try (var json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no JSON object: " + line);
      }
      for (var token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token.isNumeric() && json.currentName() != null) {
          figures.put(json.currentName(), json.getDoubleValue());
        } else if (token == JsonToken.VALUE_STRING && "fate".equals(json.currentName())) {
          fate = json.getText();
        } else if (token == JsonToken.VALUE_STRING && "checksum".equals(json.currentName())) {
          checksum = Long.parseUnsignedLong(json.getText(), 16);
        }
      }
    } catch (NumberFormatException wrong) {
      throw new IOException("no checksum: " + line, wrong);
    }
    return new Measured(fate, checksum, figures);
  }
}
