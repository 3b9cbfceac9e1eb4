package dev.parley.udp.sealed;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.parley.core.actor.Actor;
import dev.parley.core.actor.ActorContext;
import dev.parley.core.actor.ActorRef;
import dev.parley.core.actor.ActorSpec;
import dev.parley.core.identity.Identity;
import dev.parley.core.identity.PeerId;
import dev.parley.core.mailbox.Overflow;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.TransportContext;
import dev.parley.udp.BeaconPort;
import dev.parley.udp.Datagram;
import dev.parley.udp.DatagramPort;
import dev.parley.udp.UdpAddress;
import dev.parley.udp.discovery.Beacons;
import dev.parley.udp.link.Link;
import dev.parley.udp.link.LinkSettings;
import dev.parley.udp.noise.DiffieHellman;
import dev.parley.udp.noise.NoiseException;
import dev.parley.udp.session.Established;
import dev.parley.udp.session.Handshakes;
import dev.parley.udp.session.PacketProtection;
import dev.parley.udp.wire.PeerList;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /** Far more handshakes than are ever kept. */
  private static final int MOST_HANDSHAKES = 1024;

  /** Of two sessions with one run of a program, made so shortly one after the other, one stays. */
  private static final Duration TOGETHER = Duration.ofSeconds(10);

  /** How often peers are told of each other. */
  private static final long INTRODUCE_EVERY = SECONDS.toNanos(30);

  /** What the endpoint is told. */
  sealed interface Message {
    /** The receiver has a datagram that is for no session. */
    record Arrived(Datagram datagram) implements Message {}

    /** Everybody here was sent a datagram. */
    record Beacon(Datagram datagram) implements Message {}

    /** The user names a peer, by what he typed and where it leads. */
    record Connect(UdpAddress typed, InetSocketAddress peer) implements Message {}

    /** What the user typed leads elsewhere now. */
    record Resolved(InetSocketAddress before, UdpAddress typed, InetSocketAddress peer)
        implements Message {}

    /** A peer names others. */
    record Introduced(InetSocketAddress by, List<InetSocketAddress> others) implements Message {}

    /** A peer has moved. */
    record Moved(LinkId link, InetSocketAddress address) implements Message {}

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
      Runnable check,
      long tag,
      long since) {
    /** The same link under other keys, or elsewhere. */
    Active under(Established other, long now) {
      return new Active(link, other, actor, outbox, check, tag, now);
    }
  }

  /** Keys that no packet has opened under yet. */
  private record Pending(Established session, PacketProtection keys, long tag) {}

  private final TransportContext context;
  private final DatagramPort port;
  private final boolean introductions;
  private final LinkSettings settings;
  private final SealedCounters counters;
  private final Handshakes handshakes;

  /** By our index; read by the receiver. */
  private final ConcurrentMap<Integer, Active> byIndex;

  /** By link; read by the room. */
  private final ConcurrentMap<LinkId, Active> byLink;

  private final Map<PeerId, Active> byPeer = new LinkedHashMap<>();
  private final LinkedHashMap<Integer, Pending> pending = new LinkedHashMap<>();
  private final AddressBook book;
  private final Rendezvous rendezvous;
  private long introduceAt;
  private long nextLink = 1;
  private @Nullable ActorRef<Message> own;

  SealedEndpoint(
      TransportContext context,
      DatagramPort port,
      @Nullable BeaconPort everybody,
      boolean introductions,
      Identity identity,
      LinkSettings settings,
      DiffieHellman curve,
      SealedCounters counters,
      AddressBook book,
      ConcurrentMap<Integer, Active> byIndex,
      ConcurrentMap<LinkId, Active> byLink) {
    this.context = context;
    this.port = port;
    this.introductions = introductions;
    this.settings = settings;
    this.counters = counters;
    this.book = book;
    this.byIndex = byIndex;
    this.byLink = byLink;
    var entropy = context.system().entropy();
    long instance = entropy.nextLong();
    this.handshakes = new Handshakes(now(), identity, instance, curve, entropy, this);
    var beacons = new Beacons(now(), instance, port.localPort(), entropy);
    this.rendezvous =
        new Rendezvous(book, handshakes, beacons, everybody, context.system().threads(), counters);
    this.introduceAt = now() + INTRODUCE_EVERY;
  }

  private long now() {
    return context.system().time().nanoTime();
  }

  @Override
  public void receive(Message message, ActorContext<Message> self) {
    own = self.self();
    switch (message) {
      case Message.Arrived(var datagram) -> arrived(datagram);
      case Message.Beacon(var datagram) -> rendezvous.heard(now(), datagram, instances());
      case Message.Connect(var typed, var peer) -> rendezvous.named(now(), typed, peer);
      case Message.Resolved(var before, var typed, var peer) ->
          rendezvous.resolved(now(), before, typed, peer);
      case Message.Introduced(var by, var others) -> {
        if (introductions) {
          rendezvous.introduced(now(), by, others);
        }
      }
      case Message.Moved(var link, var address) -> moved(link, address);
      case Message.Disconnect(var link) -> {
        var active = byLink.get(link);
        if (active != null) {
          book.unwant(link);
          active.actor().tell(new SealedSession.Message.Leave(TOGETHER));
        }
      }
      case Message.Shake(var peer) -> handshakes.open(now(), peer);
      case Message.Ended(var link, var session) -> ended(link, session);
      case Message.Tick tick -> {}
      case Message.Close(var within) -> {
        rendezvous.end();
        byLink
            .values()
            .forEach(active -> active.actor().tell(new SealedSession.Message.Leave(within)));
      }
    }
  }

  @Override
  public void batchEnd(ActorContext<Message> self) {
    long now = now();
    handshakes.expired(now);
    if (now >= introduceAt) {
      introduceAt = now + INTRODUCE_EVERY;
      byPeer.values().forEach(this::introduceOthersTo);
    }
    long next = Math.min(rendezvous.announce(now), Math.min(handshakes.deadline(), introduceAt));
    self.setTimer(
        Message.Tick.class, Duration.ofNanos(Math.max(0, next - now)), new Message.Tick());
    handshakes.counters().forEach(counters::set);
  }

  // ---- who is there ----

  private List<Long> instances() {
    return byPeer.values().stream().map(active -> active.session().instance()).toList();
  }

  /** Tells a peer where some of the others are: from each other all learn of all in time. */
  private void introduceOthersTo(Active newcomer) {
    var at = newcomer.session().address();
    var others = new ArrayList<InetSocketAddress>();
    for (var active : byPeer.values()) {
      if (AddressBook.mayTell(active.session().address(), at)) {
        others.add(active.session().address());
      }
    }
    if (others.isEmpty()) {
      return;
    }
    int first = (int) Long.remainderUnsigned(context.system().entropy().nextLong(), others.size());
    Collections.rotate(others, first);
    var message = PeerList.encode(others.subList(0, Math.min(others.size(), PeerList.MOST)));
    newcomer.outbox().add(message);
    if (!newcomer.actor().tell(new SealedSession.Message.Say(List.of(message))).accepted()) {
      newcomer.outbox().taken(message.length);
      counters.count("sealed.dropped.introduction");
    }
  }

  @Override
  public boolean goesOn(InetSocketAddress address) {
    return rendezvous.goesOn(address, message -> Objects.requireNonNull(own).tell(message));
  }

  private void moved(LinkId link, InetSocketAddress address) {
    var active = byLink.get(link);
    if (active != null) {
      counters.count("sealed.peers-moved");
      book.reached(address, link);
      put(active.under(active.session().at(address), active.since()));
    }
  }

  // ---- packets and sessions ----

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

  /**
   * The first packet has opened: now the session may take the place of an older one. Where both
   * still have the link that they had, it goes on under the new keys; if one of them has lost it, a
   * new one begins. The responder said in its confirmation which it has, and the initiator, who
   * sends nothing before that, says in its packets what it is to be.
   */
  private void activate(SealedSession.Message.Adopt first) {
    var session = first.session();
    var before = byPeer.get(session.peer().id());
    boolean same = before != null && before.session().instance() == session.instance();
    long named = Link.announced(first.payload()).orElse(session.tag());
    if (before != null && same && isSecondOfTwo(before, session)) {
      counters.count("sealed.sessions.dropped-of-two");
      book.reached(session.address(), before.link());
    } else if (before != null && same && before.tag() == named) {
      replace(before, first);
    } else if (!session.initiator() && named != session.tag()) {
      counters.count("sealed.sessions.of-a-lost-link"); // the peer will try again
    } else {
      if (before != null) {
        before.actor().tell(new SealedSession.Message.End("started anew"));
      }
      begin(first);
    }
  }

  private boolean isSecondOfTwo(Active before, Established session) {
    return now() - before.since() < TOGETHER.toNanos()
        && before.session().hash().compareTo(session.hash()) < 0;
  }

  private void replace(Active before, SealedSession.Message.Adopt first) {
    if (!before.actor().tell(first).accepted()) {
      counters.count("sealed.dropped.session-full"); // it keeps its keys; the peer tries again
      return;
    }
    counters.count("sealed.sessions.renewed");
    byIndex.remove(before.session().ourIndex());
    put(before.under(first.session(), now()));
    book.reached(first.session().address(), before.link());
  }

  private void begin(SealedSession.Message.Adopt first) {
    var link = new LinkId(nextLink++);
    var outbox = new Outbox(SealedTransport.MAX_MESSAGE);
    var system = context.system();
    var behaviour =
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
            first);
    var session =
        system.spawn(
            "sealed-session-" + link.value(),
            ActorSpec.<SealedSession.Message>of(() -> behaviour)
                .mailbox(SESSION_CAPACITY, new Overflow.Reject()));
    counters.count("sealed.sessions.begun");
    var active =
        new Active(
            link, first.session(), session, outbox, behaviour::check, first.session().tag(), now());
    put(active);
    book.reached(first.session().address(), link);
    session.tell(first);
    introduceOthersTo(active);
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
    rendezvous.lost(now(), link);
  }

  /** What sessions tell the endpoint, on their own threads. */
  private final class FromSession implements SealedSession.Keeper {
    private final @Nullable ActorRef<Message> endpoint = own;

    @Override
    public void wantsHandshake(Established session) {
      tell(new Message.Shake(session.address()));
    }

    @Override
    public void introduced(Established session, List<InetSocketAddress> others) {
      tell(new Message.Introduced(session.address(), others));
    }

    @Override
    public void moved(LinkId link, InetSocketAddress address) {
      tell(new Message.Moved(link, address));
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

  /** Whether everything that others can make it keep is within its bounds. */
  void check() {
    if (pending.size() > MOST_PENDING || handshakes.size() > MOST_HANDSHAKES) {
      throw new IllegalStateException(
          pending.size() + " sessions wait, and " + handshakes.size() + " handshakes are kept");
    }
    byLink.values().forEach(active -> active.check().run());
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
    var before = byPeer.get(session.peer().id());
    long tag =
        before != null && before.session().instance() == session.instance()
            ? before.tag()
            : session.tag();
    pending.put(session.ourIndex(), new Pending(session, keys, tag));
    if (!session.initiator()) {
      confirm(session.ourIndex());
    }
  }

  @Override
  public void confirm(int ourIndex) {
    var waiting = pending.get(ourIndex);
    if (waiting != null) {
      var confirmation = Link.confirmation(waiting.tag());
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
    book.isOurselves(address);
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
