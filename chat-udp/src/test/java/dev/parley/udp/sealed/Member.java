package dev.parley.udp.sealed;

import dev.parley.core.identity.Identity;
import dev.parley.core.time.Entropy;
import dev.parley.udp.Datagram;
import dev.parley.udp.link.Link;
import dev.parley.udp.noise.X25519;
import dev.parley.udp.session.Established;
import dev.parley.udp.session.Handshakes;
import dev.parley.udp.session.PacketProtection;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A member whose keys are in order, and who seals whatever the test wants. */
final class Member implements Handshakes.Host {
  private final MemoryNet net;
  private final InetSocketAddress own;
  private final InetSocketAddress other;
  private final Entropy entropy;
  private final Handshakes handshakes;
  private final AtomicLong heard = new AtomicLong();
  private volatile @Nullable Established session;
  private @Nullable PacketProtection keys;

  Member(MemoryNet net, InetSocketAddress own, InetSocketAddress other, Entropy entropy) {
    this.net = net;
    this.own = own;
    this.other = other;
    this.entropy = entropy;
    handshakes = new Handshakes(0, Identity.generate(entropy), 1, new X25519(), entropy, this);
    net.listen(own, this::hears);
  }

  synchronized void open() {
    handshakes.open(0, other);
  }

  private synchronized void hears(Datagram datagram) {
    var bytes = ByteBuffer.wrap(datagram.payload());
    if (Handshakes.isHandshake(bytes)) {
      handshakes.received(0, datagram.peer(), bytes);
    } else {
      heard.incrementAndGet();
    }
  }

  /** Whether the other has confirmed the keys. */
  boolean isLinked() {
    return session != null && heard.get() > 0;
  }

  /** Seals a payload of any kind. */
  synchronized void says(byte[] payload) {
    if (keys == null) {
      throw new IllegalStateException("not linked");
    }
    var packet = ByteBuffer.allocate(payload.length + PacketProtection.OVERHEAD);
    keys.seal(ByteBuffer.wrap(payload), packet);
    net.send(own, other, packet.array());
  }

  /** The first packet, without fault. */
  void greets() {
    var at = session;
    if (at == null) {
      throw new IllegalStateException("not linked");
    }
    says(Link.confirmation(at.tag()).array());
  }

  /** Seals a payload by any number. */
  synchronized void says(long number, byte[] payload) {
    var at = session;
    if (at == null) {
      throw new IllegalStateException("not linked");
    }
    var packet = ByteBuffer.allocate(payload.length + PacketProtection.OVERHEAD);
    packet.put((byte) 0x40).putInt(at.theirIndex()).putLong(number);
    var header = packet.duplicate().flip();
    at.secrets().sending().seal(number, header, ByteBuffer.wrap(payload), packet);
    net.send(own, other, packet.array());
  }

  @Override
  public void send(InetSocketAddress to, byte[] datagram) {
    net.send(own, to, datagram);
  }

  @Override
  public void established(Established made) {
    keys = new PacketProtection(made.secrets(), made.theirIndex());
    session = made;
  }

  @Override
  public void confirm(int ourIndex) {}

  @Override
  public void unconfirmed(int ourIndex) {}

  @Override
  public boolean goesOn(InetSocketAddress address) {
    return false;
  }

  @Override
  public void ourselves(InetSocketAddress address) {}

  @Override
  public int freshIndex() {
    return (int) entropy.nextLong();
  }
}
