package dev.parley.udp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.udp.link.MalformedPacketException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PeerListTest {
  private static InetSocketAddress at(String host, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Test
  void list_comesBackAsItWas() throws MalformedPacketException {
    var peers = List.of(at("10.0.0.1", 1), at("2001:db8::7", 65_535), at("192.168.1.5", 10_086));
    var message = PeerList.encode(peers);
    assertThat(PeerList.isOne(message)).isTrue();
    assertThat(PeerList.decode(message)).isEqualTo(peers);
    assertThat(PeerList.decode(PeerList.encode(List.of()))).isEmpty();
  }

  @Test
  void list_ofAnotherForm_isMalformed() {
    var message = PeerList.encode(List.of(at("10.0.0.1", 1)));
    for (int length = 2; length < message.length; length++) {
      var cut = Arrays.copyOf(message, length);
      assertThatThrownBy(() -> PeerList.decode(cut)).isInstanceOf(MalformedPacketException.class);
    }
    message[1] = 5;
    assertThatThrownBy(() -> PeerList.decode(message)).isInstanceOf(MalformedPacketException.class);
    var tooMany = new ArrayList<InetSocketAddress>();
    for (int n = 0; n <= PeerList.MOST; n++) {
      tooMany.add(at("10.0.0.1", 1 + n));
    }
    var many = PeerList.encode(tooMany);
    assertThatThrownBy(() -> PeerList.decode(many)).isInstanceOf(MalformedPacketException.class);
  }

  @Test
  void randomBytes_areAListOrMalformed() {
    var random = new Random(1);
    for (int n = 0; n < 20_000; n++) {
      var bytes = new byte[1 + random.nextInt(60)];
      random.nextBytes(bytes);
      bytes[0] = 7;
      try {
        assertThat(PeerList.decode(bytes)).hasSizeLessThanOrEqualTo(PeerList.MOST);
      } catch (MalformedPacketException refused) {
        assertThat(refused).hasMessageContaining("list of peers");
      }
    }
  }
}
