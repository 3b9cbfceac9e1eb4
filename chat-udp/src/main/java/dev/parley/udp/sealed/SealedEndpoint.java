package dev.parley.udp.sealed;

import dev.parley.core.actor.Actor;
import dev.parley.core.actor.ActorContext;
import dev.parley.core.actor.ActorRef;
import dev.parley.core.actor.ActorSpec;
import dev.parley.core.identity.Identity;
import dev.parley.core.identity.PeerId;
import dev.parley.core.mailbox.Overflow;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.TransportContext;
import dev.parley.udp.Datagram;
import dev.parley.udp.DatagramPort;
import dev.parley.udp.link.Link;
import dev.parley.udp.link.LinkSettings;
import dev.parley.udp.noise.DiffieHellman;
import dev.parley.udp.noise.NoiseException;
import dev.parley.udp.session.Established;
import dev.parley.udp.session.Handshakes;
import dev.parley.udp.session.PacketProtection;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The actor that shakes hands and decides which session is whose. It alone writes the map that the
 * receiver finds sessions by.
 */
final class SealedEndpoint implements Actor<SealedEndpoint.Message>, Handshakes.Host {
  private static final int SESSION_CAPACITY = 4096;

  /** How many sessions may wait for their first packet: {@value}. */
  private static final int MOST_PENDING = 512;

  /** Of two sessions with one run of a program, made so shortly one after the other, one stays. */
  private static final Duration TOGETHER = Duration.ofSeconds(10);

  /** What the endpoint is told. */
  sealed interface Message {
    /** The receiver has a datagram that is for no session. */
    record Arrived(Datagram datagram) implements Message {}

    /** The user names a peer. */
    record Connect(InetSocketAddress peer) implements Message {}

    /** The user wants no more of a peer. */
    record Disconnect(LinkId link) implements Message {}

    /** A session wants new keys. */
    record Shake(InetSocketAddress peer) implements Message {}

    /** A session is over. */
    record Ended(LinkId link, Established session) implements Message {}

    /** Something is due. */
    record Tick() implements Message {}

    /** Nobody is called any more, and all are told that we go once they have everything. */
    record Close(Duration within) implements Message {}
  }

  /** A session that is in use. */
  record Active(
      LinkId link,
      Established session,
      ActorRef<SealedSession.Message> actor,
      Outbox outbox,
      long since) {}

  /** Keys that no packet has opened under yet. */
  private record Pending(Established session, PacketProtection keys) {}

  private final TransportContext context;
  private final DatagramPort port;
  private final LinkSettings settings;
  private final SealedCounters counters;
  private final Handshakes handshakes;

  /** By our index; read by the receiver. */
  private final ConcurrentMap<Integer, Active> byIndex;

  /** By link; read by the room. */
  private final ConcurrentMap<LinkId, Active> byLink;

  private final Map<PeerId, Active> byPeer = new LinkedHashMap<>();
  private final LinkedHashMap<Integer, Pending> pending = new LinkedHashMap<>();
  private final Set<InetSocketAddress> wanted = new LinkedHashSet<>();
  private final Set<InetSocketAddress> ourselves = new LinkedHashSet<>();
  private long nextLink = 1;
  private @Nullable ActorRef<Message> own;

  SealedEndpoint(
      TransportContext context,
      DatagramPort port,
      Identity identity,
      LinkSettings settings,
      DiffieHellman curve,
      SealedCounters counters,
      ConcurrentMap<Integer, Active> byIndex,
      ConcurrentMap<LinkId, Active> byLink) {
    this.context = context;
    this.port = port;
    this.settings = settings;
    this.counters = counters;
    this.byIndex = byIndex;
    this.byLink = byLink;
    var entropy = context.system().entropy();
    this.handshakes = new Handshakes(now(), identity, entropy.nextLong(), curve, entropy, this);
  }

  private long now() {
    return context.system().time().nanoTime();
  }

  @Override
  public void receive(Message message, ActorContext<Message> self) {
    own = self.self();
    switch (message) {
      case Message.Arrived(var datagram) -> arrived(datagram);
      case Message.Connect(var peer) -> {
        if (!ourselves.contains(peer)) {
          wanted.add(peer);
          if (!isLinked(peer)) {
            handshakes.open(now(), peer);
          }
        }
      }
      case Message.Disconnect(var link) -> {
        var active = byLink.get(link);
        if (active != null) {
          wanted.remove(active.session().address());
          active.actor().tell(new SealedSession.Message.Leave(TOGETHER));
        }
      }
      case Message.Shake(var peer) -> handshakes.open(now(), peer);
      case Message.Ended(var link, var session) -> ended(link, session);
      case Message.Tick tick -> handshakes.expired(now());
      case Message.Close(var within) -> {
        wanted.forEach(handshakes::giveUp);
        wanted.clear();
        byLink
            .values()
            .forEach(active -> active.actor().tell(new SealedSession.Message.Leave(within)));
      }
    }
  }

  @Override
  public void batchEnd(ActorContext<Message> self) {
    handshakes.expired(now());
    long next = handshakes.deadline();
    if (next != Long.MAX_VALUE) {
      self.setTimer(
          Message.Tick.class, Duration.ofNanos(Math.max(0, next - now())), new Message.Tick());
    }
    handshakes.counters().forEach(counters::set);
  }

  private boolean isLinked(InetSocketAddress peer) {
    return byPeer.values().stream().anyMatch(active -> active.session().address().equals(peer));
  }

  private void arrived(Datagram datagram) {
    var bytes = ByteBuffer.wrap(datagram.payload());
    if (Handshakes.isHandshake(bytes)) {
      handshakes.received(now(), datagram.peer(), bytes);
    } else if (PacketProtection.isPacket(bytes)) {
      packet(datagram, bytes);
    } else {
      counters.count("sealed.dropped.not-ours");
    }
  }

  /** A packet of a session that is not in use yet, or not any more. */
  private void packet(Datagram datagram, ByteBuffer bytes) {
    int index = PacketProtection.index(bytes);
    var active = byIndex.get(index);
    if (active != null) { // it came into use since the receiver looked
      if (!active.actor().tell(new SealedSession.Message.Arrived(datagram)).accepted()) {
        counters.count("sealed.dropped.session-full");
      }
      return;
    }
    var waiting = pending.get(index);
    if (waiting == null) {
      counters.count("sealed.dropped.no-session");
      return;
    }
    var payload = ByteBuffer.allocate(bytes.remaining());
    try {
      long number = waiting.keys().open(now(), 0, bytes, payload);
      pending.remove(index);
      handshakes.confirmed(index);
      activate(
          new SealedSession.Message.Adopt(
              waiting.session(), waiting.keys(), number, payload.flip()));
    } catch (NoiseException forged) {
      counters.count("sealed.dropped.forged-or-replayed");
    }
  }

  /** The first packet has opened: now the session may take the place of an older one. */
  private void activate(SealedSession.Message.Adopt first) {
    var session = first.session();
    var peer = session.peer().id();
    var before = byPeer.get(peer);
    if (before != null && before.session().instance() == session.instance()) {
      boolean together = now() - before.since() < TOGETHER.toNanos();
      if (together && before.session().hash().compareTo(session.hash()) < 0) {
        counters.count("sealed.sessions.dropped-of-two");
        return;
      }
      replace(before, first);
      return;
    }
    if (before != null) {
      before.actor().tell(new SealedSession.Message.End("started anew"));
    }
    begin(first);
  }

  private void replace(Active before, SealedSession.Message.Adopt first) {
    if (!before.actor().tell(first).accepted()) {
      counters.count("sealed.dropped.session-full"); // it keeps its keys; the peer tries again
      return;
    }
    counters.count("sealed.sessions.renewed");
    byIndex.remove(before.session().ourIndex());
    put(new Active(before.link(), first.session(), before.actor(), before.outbox(), now()));
  }

  private void begin(SealedSession.Message.Adopt first) {
    var link = new LinkId(nextLink++);
    var outbox = new Outbox(SealedTransport.MAX_MESSAGE);
    var system = context.system();
    ActorRef<SealedSession.Message> session =
        system.spawn(
            "sealed-session-" + link.value(),
            ActorSpec.<SealedSession.Message>of(() ->
                    new SealedSession(
                        link,
                        settings,
                        system.time(),
                        system.entropy(),
                        port,
                        context.sink(),
                        counters,
                        outbox,
                        new FromSession(),
                        first))
                .mailbox(SESSION_CAPACITY, new Overflow.Reject()));
    counters.count("sealed.sessions.begun");
    put(new Active(link, first.session(), session, outbox, now()));
    session.tell(first);
  }

  private void put(Active active) {
    byIndex.put(active.session().ourIndex(), active);
    byLink.put(active.link(), active);
    byPeer.put(active.session().peer().id(), active);
  }

  private void ended(LinkId link, Established session) {
    var active = byLink.remove(link);
    if (active == null) {
      return;
    }
    byIndex.remove(active.session().ourIndex());
    byPeer.remove(session.peer().id(), active);
    if (wanted.contains(session.address())) {
      handshakes.open(now(), session.address());
    }
  }

  /** What sessions tell the endpoint, on their own threads. */
  private final class FromSession implements SealedSession.Keeper {
    private final @Nullable ActorRef<Message> endpoint = own;

    @Override
    public void wantsHandshake(Established session) {
      tell(new Message.Shake(session.address()));
    }

    @Override
    public void ended(SealedSession session) {
      tell(new Message.Ended(session.id(), session.session()));
    }

    private void tell(Message message) {
      if (endpoint != null && !endpoint.tell(message).accepted()) {
        counters.count("sealed.dropped.endpoint-full");
      }
    }
  }

  // ---- what the handshakes ask for ----

  @Override
  public void send(InetSocketAddress to, byte[] datagram) {
    if (!port.offer(new Datagram(to, datagram))) {
      counters.count("sealed.dropped.sender-full");
    }
  }

  @Override
  public void established(Established session) {
    if (pending.size() >= MOST_PENDING) {
      pending.pollFirstEntry();
      counters.count("sealed.dropped.too-many-pending");
    }
    var keys = new PacketProtection(session.secrets(), session.theirIndex());
    pending.put(session.ourIndex(), new Pending(session, keys));
    if (!session.initiator()) {
      confirm(session.ourIndex());
    }
  }

  @Override
  public void confirm(int ourIndex) {
    var waiting = pending.get(ourIndex);
    if (waiting != null) {
      var confirmation = Link.confirmation();
      var packet = ByteBuffer.allocate(confirmation.remaining() + PacketProtection.OVERHEAD);
      waiting.keys().seal(confirmation, packet);
      send(waiting.session().address(), packet.array());
      return;
    }
    var active = byIndex.get(ourIndex);
    if (active != null) {
      active.actor().tell(new SealedSession.Message.Confirm());
    }
  }

  @Override
  public void unconfirmed(int ourIndex) {
    pending.remove(ourIndex);
  }

  @Override
  public void ourselves(InetSocketAddress address) {
    wanted.remove(address);
    ourselves.add(address);
    counters.count("sealed.ourselves");
  }

  @Override
  public int freshIndex() {
    int index = (int) context.system().entropy().nextLong();
    while (byIndex.containsKey(index) || pending.containsKey(index)) {
      index++;
    }
    return index;
  }
}
