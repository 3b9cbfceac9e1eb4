package dev.parley.udp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.entry.Entry;
import dev.parley.core.entry.EntryId;
import dev.parley.core.entry.LogId;
import dev.parley.core.entry.RoomName;
import dev.parley.core.entry.Sequence;
import dev.parley.core.identity.Nick;
import dev.parley.core.identity.PeerId;
import dev.parley.core.transport.Frame;
import dev.parley.udp.link.MalformedPacketException;
import dev.parley.udp.testing.Damage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that no honest peer writes are read or refused; no other exception escapes. */
class WireFuzzTest {
  private static List<byte[]> honest() {
    var log = new LogId(new PeerId("ab".repeat(32)), 7);
    var encoder = new FrameEncoder();
    var messages = new ArrayList<byte[]>();
    for (int n = 1; n < 20; n++) {
      var id = new EntryId(log, new Sequence(n));
      var entry = new Entry(id, RoomName.LOBBY, Instant.ofEpochMilli(n * 1000L), "text ä " + n);
      messages.addAll(encoder.encode(new Frame.Entries(List.of(entry))));
    }
    messages.addAll(encoder.encode(new Frame.Seen(log, new Sequence(9))));
    messages.addAll(encoder.encode(new Frame.Presence(new Nick("ann"))));
    return messages;
  }

  @Test
  void damagedMessages_areReadOrRefused() {
    var damage = new Damage(1, honest());
    var decoder = new FrameDecoder();
    long refused = 0;
    for (long n = 0; n < Damage.ROUNDS; n++) {
      try {
        decoder.decode(damage.next());
      } catch (MalformedPacketException malformed) {
        refused++;
        decoder = new FrameDecoder();
      }
    }
    assertThat(refused).isBetween(Damage.ROUNDS / 20, Damage.ROUNDS - 1);
  }

  @Test
  void damagedListsOfPeers_areReadOrRefused() {
    var peers = List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 10_086));
    var damage = new Damage(2, List.of(PeerList.encode(peers), PeerList.encode(List.of())));
    long refused = 0;
    for (long n = 0; n < Damage.ROUNDS; n++) {
      var message = damage.next();
      try {
        if (PeerList.isOne(message)) {
          assertThat(PeerList.decode(message)).hasSizeLessThanOrEqualTo(PeerList.MOST);
        }
      } catch (MalformedPacketException malformed) {
        refused++;
      }
    }
    assertThat(refused).isBetween(Damage.ROUNDS / 20, Damage.ROUNDS - 1);
  }
}
