package dev.parley.udp.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.udp.noise.NoiseException;
import dev.parley.udp.testing.Damage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Datagrams that nobody honest sends: no exception escapes, nothing grows, nothing opens. */
class SessionFuzzTest {
  private final HandshakeNet net = new HandshakeNet(3);
  private final HandshakeNet.Node ann = net.node(1);
  private final HandshakeNet.Node bob = net.node(2);

  /** Has them shake hands. Answers what was sent for it. */
  private List<byte[]> handshake() {
    ann.handshakes.open(net.now, bob.address);
    net.runFor(1000);
    var sent = net.log.stream().map(each -> each.datagram().array().clone()).toList();
    net.log.clear();
    return sent;
  }

  @Test
  void damagedHandshakes_stopNothing_andAreBounded() {
    var damage = new Damage(3, handshake());
    var from = HandshakeNet.address(9, 7000);
    for (long n = 0; n < Damage.ROUNDS; n++) {
      net.now += 100_000;
      bob.handshakes.received(net.now, from, ByteBuffer.wrap(damage.next()));
      assertThat(bob.handshakes.size()).isLessThanOrEqualTo(Handshakes.MOST_ANSWERS + 1);
      if (n % 1000 == 0) {
        net.runFor(1);
        net.log.clear();
      }
    }
    assertThat(bob.sessions).hasSize(1);
    assertThat(ann.handshakes.size() + ann.sessions.size()).isLessThan(4);
  }

  @Test
  void damagedPackets_doNotOpen() throws NoiseException {
    handshake();
    var sender = Objects.requireNonNull(ann.keys.get(ann.only().ourIndex()));
    var receiver = Objects.requireNonNull(bob.keys.get(bob.only().ourIndex()));
    var packets = new ArrayList<byte[]>();
    for (int n = 0; n < 50; n++) {
      var packet = ByteBuffer.allocate(40 + PacketProtection.OVERHEAD);
      sender.seal(ByteBuffer.allocate(40), packet);
      receiver.open(0, 0, ByteBuffer.wrap(packet.array().clone()), ByteBuffer.allocate(100));
      packets.add(packet.array());
    }
    var damage = new Damage(5, packets);
    long opened = 0;
    long refused = 0;
    for (long n = 0; n < Damage.ROUNDS; n++) {
      var packet = ByteBuffer.wrap(damage.next());
      if (PacketProtection.isPacket(packet)) {
        try {
          receiver.open(n, 0, packet, ByteBuffer.allocate(packet.remaining()));
          opened++;
        } catch (NoiseException forged) {
          refused++;
        }
      }
    }
    assertThat(opened).isZero();
    assertThat(refused).isGreaterThan(Damage.ROUNDS / 4);
  }
}
