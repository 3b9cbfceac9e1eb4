package dev.parley.cli.pipe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.parley.cli.text.Names;
import dev.parley.core.entry.Line;
import dev.parley.core.entry.RoomName;
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
  private final RoomName room;
  private final Names names = new Names();
  private final BufferedOutputStream out;
  private final JsonFactory factory =
      new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  JsonOutput(OutputStream out, PeerId self, RoomName room) {
    this.self = self;
    this.room = room;
    this.out = new BufferedOutputStream(out);
  }

  @Override
  public void write(RoomEvent event) throws IOException {
    names.learn(event);
    switch (event) {
      case RoomEvent.Said(Origin.Member(var who), var line, var at, var linked)
          when who.equals(self) -> {} // our own
      case RoomEvent.Said(var from, var line, var at, var linked) -> {
        object(
            "said",
            json -> {
              json.writeStringField("room", room.text());
              who(json, "from", from);
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
                who(json, "to", who);
                json.writeNumberField("lines", lines);
                json.writeStringField("reason", reason);
              });
      case RoomEvent.Missed(var from, var lines) ->
          object(
              "missed",
              json -> {
                who(json, "from", from);
                json.writeNumberField("lines", lines);
              });
      case RoomEvent.Gap(var missed) ->
          object("gap", json -> json.writeNumberField("missed", missed));
      case RoomEvent.Joined(var link, var who) -> about("joined", who);
      case RoomEvent.Named(var link, var who, var nick) -> about("named", who);
      case RoomEvent.Suspected(var link, var who) -> about("suspected", who);
      case RoomEvent.Recovered(var link, var who) -> about("recovered", who);
      case RoomEvent.Left(var link, Origin.Guest guest, var reason) -> names.forget(guest);
      case RoomEvent.Left(var link, var who, var reason) -> {
        object(
            "left",
            json -> {
              who(json, "who", who);
              json.writeStringField("reason", reason);
            });
        names.forget(who);
      }
    }
  }

  /** What happens to a member; guests come and go with the datagrams that they send. */
  private void about(String event, Origin who) throws IOException {
    if (who instanceof Origin.Member) {
      object(event, json -> who(json, "who", who));
    }
  }

  /** Somebody: what stays the same of him, and what he calls himself, if he does. */
  private void who(JsonGenerator json, String field, Origin who) throws IOException {
    json.writeStringField(field, stable(who));
    var nick = names.nick(who);
    if (nick.isPresent()) {
      json.writeStringField("nick", nick.get().text());
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
