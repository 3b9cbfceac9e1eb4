package dev.parley.udp.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.entry.Line;
import dev.parley.udp.UdpAddress;
import dev.parley.udp.testing.Damage;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any bytes are a line or say that they are none; any text is an address or is refused. */
class PlainCodecFuzzTest {
  @Test
  void anyBytes_areALine() {
    var good = List.of("hello ä 😀\r\n".getBytes(StandardCharsets.UTF_8), new byte[] {'\n'});
    for (var charset : List.of(StandardCharsets.UTF_8, Charset.forName("GBK"))) {
      var codec = new PlainCodec(charset, LineEnd.LF);
      var damage = new Damage(6, good);
      long undecodable = 0;
      for (long n = 0; n < Damage.ROUNDS; n++) {
        var bytes = damage.next();
        if (codec.decode(bytes) instanceof Line.Undecodable(var text, var kept)) {
          assertThat(kept).isEqualTo(bytes);
          undecodable++;
        }
      }
      assertThat(undecodable).isBetween(Damage.ROUNDS / 50, Damage.ROUNDS - 1);
    }
  }

  @Test
  void anyText_isAnAddressOrIsRefused() {
    var damage =
        new Damage(
            7,
            List.of(
                "127.0.0.1:10086".getBytes(StandardCharsets.UTF_8),
                "[fe80::1%eth0]:7788".getBytes(StandardCharsets.UTF_8),
                "host.example:1".getBytes(StandardCharsets.UTF_8)));
    long refused = 0;
    for (long n = 0; n < Damage.ROUNDS; n++) {
      var text = new String(damage.next(), StandardCharsets.ISO_8859_1);
      try {
        assertThat(UdpAddress.parse(text).port()).isBetween(1, 65_535);
      } catch (IllegalArgumentException malformed) {
        refused++;
      }
    }
    assertThat(refused).isBetween(Damage.ROUNDS / 20, Damage.ROUNDS - 1);
  }
}
