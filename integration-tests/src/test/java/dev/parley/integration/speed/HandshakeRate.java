package dev.parley.integration.speed;

import dev.parley.core.identity.Identity;
import dev.parley.core.time.Entropy;
import dev.parley.core.time.SystemTime;
import dev.parley.udp.noise.X25519;
import dev.parley.udp.session.Established;
import dev.parley.udp.session.Handshakes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whole handshakes, both sides on one thread and without a network: what the curve and the seals
 * cost. Each has a second to itself by the clock that both are given, so that nothing holds up the
 * opener.
 */
final class HandshakeRate {
  private static final long SECOND = 1_000_000_000L;

  private HandshakeRate() {}

  /**
   * Shakes hands.
   *
   * @param words {@code WARM_UP WINDOWS}
   */
  public static void main(String[] words) throws InterruptedException {
    var timing = Timing.of(words[0], words[1]);
    var done = new AtomicLong();
    Thread.ofPlatform().daemon().start(() -> shake(done));
    timing.rates("handshakes/s", done::get);
  }

  private static void shake(AtomicLong done) {
    try (var time = new SystemTime(Thread.ofPlatform().daemon().factory())) {
      var here = new Side(1, time);
      var there = new Side(2, time);
      for (long now = SECOND; true; now += SECOND) {
        here.handshakes.open(now, there.address);
        deliver(now, here, there);
        if (here.established == 0 || here.established != there.established) {
          throw new IllegalStateException(
              "a handshake did not end: " + there.handshakes.counters());
        }
        here.handshakes.confirmed(here.last);
        there.handshakes.confirmed(there.last);
        here.handshakes.expired(now);
        there.handshakes.expired(now);
        done.set(here.established);
      }
    }
  }

  private static void deliver(long now, Side here, Side there) {
    while (!here.sent.isEmpty() || !there.sent.isEmpty()) {
      for (var datagram = here.sent.poll(); datagram != null; datagram = here.sent.poll()) {
        there.handshakes.received(now, here.address, ByteBuffer.wrap(datagram));
      }
      for (var datagram = there.sent.poll(); datagram != null; datagram = there.sent.poll()) {
        here.handshakes.received(now, there.address, ByteBuffer.wrap(datagram));
      }
    }
  }

  private static final class Side implements Handshakes.Host {
    final InetSocketAddress address;
    final Handshakes handshakes;
    final ArrayDeque<byte[]> sent = new ArrayDeque<>();
    private final Entropy entropy;
    long established;
    int last;

    Side(int port, Entropy entropy) {
      this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      this.entropy = entropy;
      this.handshakes =
          new Handshakes(0, Identity.generate(entropy), port, new X25519(), entropy, this);
    }

    @Override
    public void send(InetSocketAddress to, byte[] datagram) {
      sent.add(datagram);
    }

    @Override
    public void established(Established session) {
      established++;
      last = session.ourIndex();
    }

    @Override
    public void confirm(int ourIndex) {}

    @Override
    public void unconfirmed(int ourIndex) {}

    @Override
    public boolean goesOn(InetSocketAddress where) {
      return false;
    }

    @Override
    public void ourselves(InetSocketAddress where) {}

    @Override
    public int freshIndex() {
      return (int) entropy.nextLong();
    }
  }
}
