package dev.parley.integration.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes come, their exact meaning can be had again from the JSON. */
@Timeout(60)
final class RandomWireInputIT {
  private static final int DATAGRAMS = 1000;

  /** Pieces that have a meaning somewhere between the wire and the output. */
  private static final String[] PIECES = {
    "\n", "\r\n", "\r", "\0", "\u001b[2J", "\u202e", "\u2028", "\"", "\\", "你好", "😀", "x", " ",
  };

  @TempDir private Path home;

  private static byte[] datagram(Random random) {
    if (random.nextInt(4) == 0) {
      var noise = new byte[random.nextInt(1400)];
      random.nextBytes(noise);
      return noise;
    }
    var text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString().getBytes(UTF_8);
  }

  /** What the JSON should say, with a mark of which of the two kinds it is. */
  private static String meaning(byte[] datagram) {
    try {
      var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(datagram)).toString();
      return "text " + text.replaceFirst("\\r?\\n\\z", "");
    } catch (CharacterCodingException notText) {
      return "bytes " + Base64.getEncoder().encodeToString(datagram);
    }
  }

  private static String meaning(String json) throws Exception {
    var fields = WireInputIT.fields(json);
    return fields.containsKey("text")
        ? "text " + fields.get("text")
        : "bytes " + fields.get("bytes");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 20261123})
  void json_givesBackEveryDatagram(long seed) throws Exception {
    var random = new Random(seed);
    try (var peer = UdpPeer.open();
        var parley = ParleyProcess.start(home, "0", "--plain", "--listen", "--json")) {
      int port = parley.port();
      for (int sent = 0; sent < DATAGRAMS; sent++) {
        var datagram = datagram(random);
        peer.send(port, datagram);
        int due = sent - 50; // so few on the way that no socket buffer overruns
        await()
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(1))
            .atMost(ParleyProcess.PATIENCE)
            .until(() -> parley.out().size() > due);
      }
      var shown = parley.awaitOut(DATAGRAMS);

      var again = new Random(seed);
      for (int i = 0; i < DATAGRAMS; i++) {
        assertThat(meaning(shown.get(i))).as("datagram %d", i).isEqualTo(meaning(datagram(again)));
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {2, 20261124})
  void text_neverControlsTheTerminal_andNeverForgesASpeaker(long seed) throws Exception {
    var random = new Random(seed);
    try (var peer = UdpPeer.open();
        var parley = ParleyProcess.start(home, "0", "--plain", "--listen")) {
      int port = parley.port();
      for (int sent = 1; sent <= DATAGRAMS; sent++) {
        peer.send(port, datagram(random));
        int heard = sent;
        if (sent % 50 == 0) {
          await()
              .atMost(ParleyProcess.PATIENCE)
              .until(() ->
                  parley.out().lines().stream()
                          .filter(row -> row.startsWith(peer.address() + ": "))
                          .count()
                      == heard);
        }
      }

      assertThat(parley.out().lines())
          .allMatch(row -> row.startsWith(peer.address() + ": ") || row.startsWith("| "))
          .noneMatch(row ->
              row.codePoints()
                  .anyMatch(point ->
                      Character.isISOControl(point) || point == 0x202e || point == 0x2028));
    }
  }
}
