package dev.parley.udp.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.Identity;
import dev.parley.core.time.Entropy;
import dev.parley.udp.link.Link;
import dev.parley.udp.link.LinkSettings;
import dev.parley.udp.noise.NoiseException;
import dev.parley.udp.noise.X25519;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The datagrams of one handshake and what follows it, as PROTOCOL.md has them for others. */
public class WireVectorTest {
  private static final X25519 CURVE = new X25519();

  private final Properties vector = new Properties();

  /** Gives out, in this order, what the vector says was drawn. */
  private static final class Drawn implements Entropy {
    private final Deque<byte[]> bytes = new ArrayDeque<>();

    void next(byte[] drawn) {
      bytes.addLast(drawn);
    }

    @Override
    public void fill(byte[] target) {
      var drawn = bytes.isEmpty() ? new byte[target.length] : bytes.removeFirst();
      System.arraycopy(drawn, 0, target, 0, target.length);
    }

    @Override
    public long nextLong() {
      return 0;
    }
  }

  /** One end: it keeps what it would send. */
  private final class End implements Handshakes.Host {
    final List<byte[]> sent = new ArrayList<>();
    final Drawn drawn = new Drawn();
    final int index;
    final Handshakes handshakes;
    @Nullable PacketProtection keys;

    private final Deque<Established> established;

    End(String who, Deque<Established> established) {
      this.established = established;
      drawn.next(bytes(who + ".x25519"));
      drawn.next(bytes(who + ".ed25519"));
      var identity = Identity.generate(drawn);
      assertThat(hex(identity.open().bytes())).isEqualTo(vector.getProperty(who + ".open"));
      assertThat(identity.id().hex()).isEqualTo(vector.getProperty(who + ".id"));
      index = Integer.parseUnsignedInt(vector.getProperty(who + ".index"), 16);
      drawn.next(new byte[32]); // the secrets of cookies
      drawn.next(new byte[32]);
      long instance = Long.parseUnsignedLong(vector.getProperty(who + ".instance"), 16);
      handshakes = new Handshakes(0, identity, instance, CURVE, drawn, this);
      drawn.next(bytes(who + ".ephemeral"));
    }

    @Override
    public void send(InetSocketAddress to, byte[] datagram) {
      sent.add(datagram);
    }

    @Override
    public boolean goesOn(InetSocketAddress where) {
      return false;
    }

    @Override
    public void established(Established session) {
      established.addLast(session);
      keys = new PacketProtection(session.secrets(), session.theirIndex());
    }

    @Override
    public void confirm(int ourIndex) {}

    @Override
    public void unconfirmed(int ourIndex) {}

    @Override
    public void ourselves(InetSocketAddress address) {}

    @Override
    public int freshIndex() {
      return index;
    }
  }

  private byte[] bytes(String name) {
    return HexFormat.of().parseHex(Objects.requireNonNull(vector.getProperty(name), name));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** An opener ends in zeros that were not sealed; the vector leaves them out. */
  private static String withoutPadding(byte[] opener) {
    assertThat(opener).hasSize(Opening.OPENER);
    return hex(opener).replaceAll("(00)+$", "");
  }

  @Test
  void datagrams_areThoseOfTheVector() throws IOException, NoiseException {
    try (var in =
        Objects.requireNonNull(WireVectorTest.class.getResourceAsStream("wire.properties"))) {
      vector.load(in);
    }
    var sessions = new ArrayDeque<Established>();
    var ann = new End("ann", sessions);
    var bob = new End("bob", sessions);
    var toBob = HandshakeNet.address(2, 7000);
    var toAnn = HandshakeNet.address(1, 7000);

    ann.handshakes.open(0, toBob);
    check("opener", withoutPadding(ann.sent.get(0)));
    bob.handshakes.received(0, toAnn, ByteBuffer.wrap(ann.sent.get(0)));
    check("answer", hex(bob.sent.get(0)));
    ann.handshakes.received(0, toBob, ByteBuffer.wrap(bob.sent.get(0)));
    check("third", hex(ann.sent.get(1)));
    bob.handshakes.received(0, toAnn, ByteBuffer.wrap(ann.sent.get(1)));
    assertThat(sessions).hasSize(2);
    check("hash", sessions.getFirst().hash());

    check("confirmation", sealed(bob, Link.confirmation(sessions.getFirst().tag())));
    var link = new Link(LinkSettings.sealed(PacketProtection.OVERHEAD), (name, by) -> {});
    link.announce(sessions.getFirst().tag());
    link.send(ByteBuffer.wrap("hi".getBytes(StandardCharsets.UTF_8)));
    var payload = ByteBuffer.allocate(link.largestPayload());
    assertThat(link.write(0, 0, payload)).isTrue();
    check("payload", HexFormat.of().formatHex(payload.array(), 0, payload.position()));
    check("packet", sealed(ann, payload.flip()));
  }

  private static String sealed(End from, ByteBuffer payload) {
    var packet = ByteBuffer.allocate(payload.remaining() + PacketProtection.OVERHEAD);
    Objects.requireNonNull(from.keys).seal(payload, packet);
    return hex(packet.array());
  }

  private void check(String name, String bytes) {
    assertThat(bytes).as(name).isEqualTo(vector.getProperty(name));
  }
}
