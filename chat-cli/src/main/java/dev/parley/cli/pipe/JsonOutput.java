package dev.parley.cli.pipe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.parley.core.entry.Line;
import dev.parley.core.identity.PeerId;
import dev.parley.core.room.RoomEvent;
import dev.parley.core.transport.Origin;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * One JSON object a line, always in UTF-8. Version 1: fields may be added, none will change its
 * meaning.
 */
final class JsonOutput implements EventOutput {
  private static final int VERSION = 1;

  private final PeerId self;
  private final BufferedOutputStream out;
  private final JsonFactory factory =
      new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  JsonOutput(OutputStream out, PeerId self) {
    this.self = self;
    this.out = new BufferedOutputStream(out);
  }

  @Override
  public void write(RoomEvent event) throws IOException {
    switch (event) {
      case RoomEvent.Said(Origin.Member(var who), var line, var at, var linked)
          when who.equals(self) -> {} // our own
      case RoomEvent.Said(var from, var line, var at, var linked) -> {
        object(
            "said",
            json -> {
              json.writeStringField("from", stable(from));
              switch (line) {
                case Line.Text(var text) -> json.writeStringField("text", text);
                case Line.Undecodable(var text, var bytes) -> json.writeBinaryField("bytes", bytes);
              }
              if (!linked) {
                json.writeBooleanField("stranger", true);
              }
            });
      }
      case RoomEvent.Undelivered(var who, var lines, var reason) ->
          object(
              "undelivered",
              json -> {
                json.writeStringField("to", stable(who));
                json.writeNumberField("lines", lines);
                json.writeStringField("reason", reason);
              });
      case RoomEvent.Missed(var from, var lines) ->
          object(
              "missed",
              json -> {
                json.writeStringField("from", stable(from));
                json.writeNumberField("lines", lines);
              });
      case RoomEvent.Gap(var missed) ->
          object("gap", json -> json.writeNumberField("missed", missed));
      case RoomEvent.Joined joined -> {}
      case RoomEvent.Left left -> {}
    }
  }

  /** Who it was, so that it stays the same: a member's whole identity, a guest's address. */
  private static String stable(Origin who) {
    return switch (who) {
      case Origin.Member(var id) -> id.hex();
      case Origin.Guest guest -> guest.toString();
    };
  }

  /** What goes into an object after its version and event. */
  @FunctionalInterface
  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private void object(String event, Fields fields) throws IOException {
    try (var json = factory.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      json.writeStringField("event", event);
      fields.write(json);
      json.writeEndObject();
    }
    out.write('\n');
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
