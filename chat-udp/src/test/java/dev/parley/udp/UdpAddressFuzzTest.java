package dev.parley.udp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.transport.UnknownPeerException;
import dev.parley.udp.testing.Hostile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class UdpAddressFuzzTest {
  private static final List<byte[]> HONEST =
      List.of(
          "host:7788".getBytes(UTF_8),
          "192.168.1.5:1".getBytes(UTF_8),
          "[::1]:65535".getBytes(UTF_8),
          "[fe80::1%1]:7788".getBytes(UTF_8),
          "[::ffff:10.0.0.1]:9".getBytes(UTF_8),
          "[2001:db8:0:0:1::aa]:10086".getBytes(UTF_8));

  /** What the resolver reads by itself: nobody is asked for a name. */
  private static final Pattern LITERAL = Pattern.compile("[0-9a-f:][0-9a-f:.]*:[0-9a-f:.]*(%.*)?");

  private final Hostile hostile = new Hostile(4);

  @Test
  void text_isAnAddressThatReadsTheSameAgain_orRefused() {
    int addresses = 0;
    int resolved = 0;
    int inputs = Hostile.inputs(60_000);
    for (int n = 0; n < inputs; n++) {
      var text = new String(hostile.damaged(HONEST, 80), UTF_8);
      UdpAddress address;
      try {
        address = UdpAddress.parse(text);
      } catch (IllegalArgumentException refused) {
        continue;
      }
      addresses++;
      if (address.port() < 1
          || address.port() > 65_535
          || address.host().isEmpty()
          || !UdpAddress.parse(address.toString()).equals(address)) {
        throw new AssertionError(text + " became " + address);
      }
      if (LITERAL.matcher(address.host()).matches()) {
        resolved += isResolved(address) ? 1 : 0;
      }
    }
    assertThat(addresses).isBetween(inputs / 10, inputs - inputs / 10);
    assertThat(resolved).isPositive();
  }

  private static boolean isResolved(UdpAddress address) {
    try {
      return address.resolve().getPort() == address.port();
    } catch (UnknownPeerException unknown) {
      return false;
    }
  }

  @Test
  void addresses_areWrittenSoThatTheyReadTheSame() throws UnknownHostException {
    int inputs = Hostile.inputs(20_000);
    for (int n = 0; n < inputs; n++) {
      var bytes = new byte[hostile.oneIn(3) ? 4 : 16];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = (byte) (hostile.oneIn(2) ? 0 : hostile.below(256));
      }
      var address =
          new InetSocketAddress(InetAddress.getByAddress(bytes), 1 + hostile.below(65_535));
      try {
        var again = UdpAddress.parse(UdpAddress.format(address).text()).resolve();
        assertThat(again).isEqualTo(address);
      } catch (UnknownPeerException notOneHost) {
        assertThat(
                address.getAddress().isAnyLocalAddress()
                    || address.getAddress().isMulticastAddress())
            .as("%s", address)
            .isTrue();
      }
    }
  }
}
