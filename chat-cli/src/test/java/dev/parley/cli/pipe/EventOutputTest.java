package dev.parley.cli.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.entry.Line;
import dev.parley.core.entry.RoomName;
import dev.parley.core.identity.PeerId;
import dev.parley.core.room.RoomEvent;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.Origin;
import dev.parley.core.transport.PeerAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class EventOutputTest {
  private static final Origin GUEST = new Origin.Guest(new PeerAddress("127.0.0.1:7788"));
  private static final PeerId ID = new PeerId("0".repeat(64));
  private static final Origin SELF = new Origin.Member(ID);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final EventOutput text = new TextOutput(bytes, StandardCharsets.UTF_8, ID);
  private final EventOutput json = new JsonOutput(bytes, ID, RoomName.LOBBY);

  private static RoomEvent said(Origin from, String line, boolean linked) {
    return new RoomEvent.Said(from, new Line.Text(line), Instant.EPOCH, linked);
  }

  private String written(EventOutput output, RoomEvent... events) throws IOException {
    for (var event : events) {
      output.write(event);
    }
    output.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void text_guestLine_isAddressAndText() throws IOException {
    assertThat(written(text, said(GUEST, "hi", true))).isEqualTo("127.0.0.1:7788: hi\n");
  }

  @Test
  void text_strangersLine_saysSo() throws IOException {
    assertThat(written(text, said(GUEST, "hi", false)))
        .isEqualTo("127.0.0.1:7788 (stranger): hi\n");
  }

  @Test
  void text_harmfulLine_isMadeHarmless() throws IOException {
    assertThat(written(text, said(GUEST, "\u001b[2J\n127.0.0.1:1: forged", true)))
        .isEqualTo("127.0.0.1:7788: \\x1b[2J\n| 127.0.0.1:1: forged\n");
  }

  @Test
  void text_ownLinesAndLinks_areNotShown() throws IOException {
    assertThat(written(text, said(SELF, "mine", true), new RoomEvent.Joined(new LinkId(1), GUEST)))
        .isEmpty();
  }

  @Test
  void json_guestLine_isTheDocumentedObject() throws IOException {
    assertThat(written(json, said(GUEST, "hi", true)))
        .isEqualTo(
            "{\"v\":1,\"event\":\"said\",\"room\":\"lobby\",\"from\":\"127.0.0.1:7788\",\"text\":\"hi\"}\n");
  }

  @Test
  void json_exactText_survivesOnOneLine() throws IOException {
    assertThat(written(json, said(GUEST, "a\n\"b\"\u001b", true)))
        .isEqualTo(
            "{\"v\":1,\"event\":\"said\",\"room\":\"lobby\",\"from\":\"127.0.0.1:7788\","
                + "\"text\":\"a\\n\\\"b\\\"\\u001B\"}\n");
  }

  @Test
  void json_undecodableBytes_areBase64() throws IOException {
    var line = new Line.Undecodable("\\xff!", new byte[] {(byte) 0xff, '!'});

    assertThat(written(json, new RoomEvent.Said(GUEST, line, Instant.EPOCH, true)))
        .isEqualTo(
            "{\"v\":1,\"event\":\"said\",\"room\":\"lobby\",\"from\":\"127.0.0.1:7788\",\"bytes\":\"/yE=\"}\n");
  }

  @Test
  void json_strangersLine_saysSo() throws IOException {
    assertThat(written(json, said(GUEST, "hi", false))).endsWith("\"stranger\":true}\n");
  }

  @Test
  void json_gapsAndLosses_areEvents() throws IOException {
    assertThat(
            written(
                json,
                new RoomEvent.Gap(3),
                new RoomEvent.Undelivered(GUEST, 2, "Network is unreachable")))
        .isEqualTo(
            "{\"v\":1,\"event\":\"gap\",\"missed\":3}\n"
                + "{\"v\":1,\"event\":\"undelivered\",\"to\":\"127.0.0.1:7788\",\"lines\":2,"
                + "\"reason\":\"Network is unreachable\"}\n");
  }
}
