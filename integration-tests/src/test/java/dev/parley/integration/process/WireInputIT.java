package dev.parley.integration.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes in is shown harmless, in order, and stops nothing. */
@Timeout(60)
final class WireInputIT {
  private static final byte[] NOT_TEXT = {'a', (byte) 0xff, (byte) 0xfe, 'b'};

  @TempDir private Path home;

  private static List<byte[]> datagrams() {
    return List.of(
        "no end".getBytes(UTF_8),
        "feed\n".getBytes(UTF_8),
        "both\r\n".getBytes(UTF_8),
        "one\ntwo\n".getBytes(UTF_8),
        new byte[0],
        NOT_TEXT,
        "\u001b[31mred\u0007\rbob: forged\u202e".getBytes(UTF_8),
        "x".repeat(65_507).getBytes(UTF_8),
        "still alive".getBytes(UTF_8));
  }

  @Test
  void text_isHarmlessAndInOrder() throws Exception {
    try (var peer = UdpPeer.open();
        var parley = ParleyProcess.start(home, "0", "--plain", "--listen")) {
      int port = parley.port();
      for (var datagram : datagrams()) {
        peer.send(port, datagram);
      }
      var from = peer.address() + ": ";

      assertThat(parley.awaitOut(10))
          .containsExactly(
              from + "no end",
              from + "feed",
              from + "both",
              from + "one",
              "| two",
              from,
              from + "a\\xff\\xfeb",
              from + "\\x1b[31mred\\x07\\x0dbob: forged\\u{202e}",
              from + "x".repeat(65_507),
              from + "still alive");
    }
  }

  @Test
  void json_isExact() throws Exception {
    try (var peer = UdpPeer.open();
        var parley = ParleyProcess.start(home, "0", "--plain", "--listen", "--json")) {
      int port = parley.port();
      for (var datagram : datagrams()) {
        peer.send(port, datagram);
      }
      var said = new ArrayList<String>();
      for (var line : parley.awaitOut(9)) {
        var fields = fields(line);
        assertThat(fields).containsEntry("from", peer.address()).containsEntry("event", "said");
        said.add(fields.getOrDefault("text", "base64 " + fields.get("bytes")));
      }

      assertThat(said)
          .containsExactly(
              "no end",
              "feed",
              "both",
              "one\ntwo",
              "",
              "base64 " + Base64.getEncoder().encodeToString(NOT_TEXT),
              "\u001b[31mred\u0007\rbob: forged\u202e",
              "x".repeat(65_507),
              "still alive");
    }
  }

  static Map<String, String> fields(String object) throws IOException {
    var fields = new TreeMap<String, String>();
    try (var json = new JsonFactory().createParser(object)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME) {
          var name = json.currentName();
          json.nextToken();
          fields.put(name, json.getText());
        }
      }
    }
    return fields;
  }
}
