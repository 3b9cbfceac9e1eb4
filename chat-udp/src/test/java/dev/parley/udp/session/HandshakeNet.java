package dev.parley.udp.session;

import dev.parley.core.identity.Identity;
import dev.parley.core.time.Entropy;
import dev.parley.udp.noise.NoiseException;
import dev.parley.udp.noise.X25519;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/** Some programs that shake hands over a network that a seed makes worse, in virtual time. */
final class HandshakeNet {
  static final long MILLISECOND = 1_000_000;

  double loss;
  double doubling;
  long jitter = MILLISECOND;
  long now = 1_000_000_000L;
  final Random random;
  final Map<InetSocketAddress, Node> nodes = new LinkedHashMap<>();
  final List<Sent> log = new ArrayList<>();
  private final PriorityQueue<Flight> flights =
      new PriorityQueue<>((one, other) ->
          one.at != other.at
              ? Long.compare(one.at, other.at)
              : Long.compare(one.order, other.order));
  private long order;

  private record Flight(
      long at, long order, InetSocketAddress from, InetSocketAddress to, ByteBuffer datagram) {}

  /** A datagram that somebody sent. */
  record Sent(InetSocketAddress from, InetSocketAddress to, ByteBuffer datagram) {}

  HandshakeNet(long seed) {
    random = new Random(seed);
  }

  static InetSocketAddress address(int host, int port) {
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(
              new byte[] {10, (byte) (host >> 16), (byte) (host >> 8), (byte) host}),
          port);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static Entropy entropy(Random random) {
    return new Entropy() {
      @Override
      public void fill(byte[] target) {
        random.nextBytes(target);
      }

      @Override
      public long nextLong() {
        return random.nextLong();
      }
    };
  }

  Node node(int host) {
    var node = new Node(address(host, 7000));
    nodes.put(node.address, node);
    return node;
  }

  void send(InetSocketAddress from, InetSocketAddress to, byte[] datagram) {
    log.add(new Sent(from, to, ByteBuffer.wrap(datagram)));
    int copies = 1 + (random.nextDouble() < doubling ? 1 : 0);
    for (int n = 0; n < copies; n++) {
      if (random.nextDouble() >= loss) {
        long at = now + MILLISECOND / 10 + (long) (random.nextDouble() * jitter);
        flights.add(new Flight(at, order++, from, to, ByteBuffer.wrap(datagram)));
      }
    }
  }

  void runFor(long millis) {
    long end = now + millis * MILLISECOND;
    while (true) {
      long next =
          nodes.values().stream().mapToLong(node -> node.handshakes.deadline()).min().orElse(end);
      var first = flights.peek();
      if (first != null && first.at <= Math.min(next, end)) {
        flights.remove();
        now = Math.max(now, first.at);
        var node = nodes.get(first.to);
        if (node != null) {
          node.received(first.from, first.datagram.duplicate());
        }
      } else if (next <= end) {
        now = Math.max(now, next);
        nodes.values().forEach(node -> node.handshakes.expired(now));
      } else {
        now = end;
        return;
      }
    }
  }

  /** A program: its handshakes, and the sessions that they made. */
  final class Node implements Handshakes.Host {
    final InetSocketAddress address;
    final Identity identity = Identity.generate(entropy(random));
    final long instance = random.nextLong();
    final Handshakes handshakes;
    final Map<Integer, Established> sessions = new LinkedHashMap<>();
    final Map<Integer, PacketProtection> keys = new LinkedHashMap<>();
    final List<Integer> confirmed = new ArrayList<>();
    final List<Integer> unconfirmed = new ArrayList<>();
    final List<InetSocketAddress> ourselves = new ArrayList<>();

    Node(InetSocketAddress address) {
      this.address = address;
      this.handshakes =
          new Handshakes(now, identity, instance, new X25519(), entropy(random), this);
    }

    void received(InetSocketAddress from, ByteBuffer datagram) {
      if (Handshakes.isHandshake(datagram)) {
        handshakes.received(now, from, datagram);
        return;
      }
      if (!PacketProtection.isPacket(datagram)) {
        return;
      }
      int index = PacketProtection.index(datagram);
      var protection = keys.get(index);
      if (protection == null) {
        return; // too early, or not ours
      }
      try {
        protection.open(now, 0, datagram, ByteBuffer.allocate(2000));
        confirmed.add(index);
        handshakes.confirmed(index);
      } catch (NoiseException forged) {
        return;
      }
    }

    @Override
    public void send(InetSocketAddress to, byte[] datagram) {
      HandshakeNet.this.send(address, to, datagram);
    }

    @Override
    public boolean goesOn(InetSocketAddress where) {
      return sessions.values().stream().noneMatch(session -> session.address().equals(where));
    }

    @Override
    public void established(Established session) {
      sessions.put(session.ourIndex(), session);
      keys.put(session.ourIndex(), new PacketProtection(session.secrets(), session.theirIndex()));
      if (!session.initiator()) {
        confirm(session.ourIndex());
      }
    }

    @Override
    public void confirm(int ourIndex) {
      var session = sessions.get(ourIndex);
      var protection = keys.get(ourIndex);
      if (session == null || protection == null) {
        throw new IllegalStateException("no session " + ourIndex);
      }
      var out = ByteBuffer.allocate(1 + PacketProtection.OVERHEAD);
      protection.seal(ByteBuffer.allocate(1), out);
      send(session.address(), out.array());
    }

    @Override
    public void unconfirmed(int ourIndex) {
      unconfirmed.add(ourIndex);
      sessions.remove(ourIndex);
      keys.remove(ourIndex);
    }

    @Override
    public void ourselves(InetSocketAddress where) {
      ourselves.add(where);
    }

    @Override
    public int freshIndex() {
      return random.nextInt();
    }

    Established only() {
      if (sessions.size() != 1) {
        throw new AssertionError(sessions.size() + " sessions: " + handshakes.counters());
      }
      return sessions.values().iterator().next();
    }
  }
}
