package dev.parley.udp.sealed;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.parley.core.actor.Actor;
import dev.parley.core.actor.ActorContext;
import dev.parley.core.time.Entropy;
import dev.parley.core.time.Time;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.Origin;
import dev.parley.core.transport.SendResult;
import dev.parley.core.transport.TransportEvent;
import dev.parley.core.transport.TransportSink;
import dev.parley.udp.Datagram;
import dev.parley.udp.DatagramPort;
import dev.parley.udp.link.Link;
import dev.parley.udp.link.LinkSettings;
import dev.parley.udp.link.MalformedPacketException;
import dev.parley.udp.noise.NoiseException;
import dev.parley.udp.session.Established;
import dev.parley.udp.session.PacketProtection;
import dev.parley.udp.wire.FrameDecoder;
import dev.parley.udp.wire.PeerList;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One link to one run of another program: it alone draws packet numbers, seals and opens. Keys may
 * be renewed; what was said goes on.
 */
final class SealedSession implements Actor<SealedSession.Message> {
  private static final Duration RETRY = Duration.ofMillis(1);

  /** For how long the key before is kept, in probe time-outs. */
  private static final int KEEP_OLD_KEYS = 3;

  private static final int LEFT = 0;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** More events than ever wait for the room. */
  private static final int MOST_UNTOLD = 64;

  /** A peer that seems to have moved is asked so often at the most. */
  private static final long CHALLENGE_EVERY = MILLISECONDS.toNanos(100);

  /** Where the peer seems to be now, and what it must give back from there. */
  private record Move(InetSocketAddress address, long value, long at) {}

  /** What a session is told. */
  sealed interface Message {
    /** The receiver has a packet for it. */
    record Arrived(Datagram datagram) implements Message {}

    /** The room says something. */
    record Say(List<byte[]> messages) implements Message {}

    /** New keys, and the first packet that opened under them. */
    record Adopt(Established session, PacketProtection keys, long number, ByteBuffer payload)
        implements Message {}

    /** The other asks for the confirmation of its keys again. */
    record Confirm() implements Message {}

    /** Something is due. */
    record Tick() implements Message {}

    /** The room may have room again. */
    record Retry() implements Message {}

    /** It is over once what was said has arrived, or the time is up. */
    record Leave(Duration within) implements Message {}

    /** It is over now. */
    record End(String reason) implements Message {}
  }

  /** What the endpoint does for its sessions. Called on the session's thread. */
  interface Keeper {
    /** This session needs new keys, or its peer is silent. */
    void wantsHandshake(Established session);

    /** The peer names others. */
    void introduced(Established session, List<InetSocketAddress> others);

    /** The peer has proved that it is at another address now. */
    void moved(LinkId link, InetSocketAddress address);

    /** This session is over. */
    void ended(SealedSession session);
  }

  private final LinkId id;
  private final Time time;
  private final Entropy entropy;
  private final DatagramPort port;
  private final TransportSink room;
  private final SealedCounters counters;
  private final Outbox outbox;
  private final Keeper keeper;
  private final Link link;
  private final Liveness liveness;
  private final FrameDecoder decoder = new FrameDecoder();
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  private final ArrayDeque<TransportEvent> untold = new ArrayDeque<>();

  /** Where payloads are written: there while there is anything to say. */
  private ByteBuffer payload = NOTHING;

  private Established session;
  private PacketProtection keys;
  private @Nullable String over;
  private boolean ended;
  private boolean suspect;
  private @Nullable Move moving;
  private boolean leaving;
  private long leaveBy;

  /** When the timer that is set goes off. */
  private long armedFor = Long.MAX_VALUE;

  /** Made by the endpoint for the first packet that opened. */
  SealedSession(
      LinkId id,
      LinkSettings settings,
      Time time,
      Entropy entropy,
      DatagramPort port,
      TransportSink room,
      SealedCounters counters,
      Outbox outbox,
      Keeper keeper,
      Message.Adopt first) {
    this.id = id;
    this.time = time;
    this.entropy = entropy;
    this.port = port;
    this.room = room;
    this.counters = counters;
    this.outbox = outbox;
    this.keeper = keeper;
    this.session = first.session();
    this.keys = first.keys();
    this.link = new Link(settings, counters::add);
    link.announce(first.session().tag());
    this.liveness = new Liveness(time.nanoTime(), time.wallTime(), entropy);
  }

  @Override
  public void started(ActorContext<Message> context) {
    untold.addLast(new TransportEvent.LinkUp(id, new Origin.Member(session.peer().id())));
  }

  /** Which session it is now. Read by the endpoint's callbacks, on this thread. */
  Established session() {
    return session;
  }

  LinkId id() {
    return id;
  }

  @Override
  public void receive(Message message, ActorContext<Message> context) {
    if (over != null) {
      return;
    }
    long now = time.nanoTime();
    switch (message) {
      case Message.Arrived(var datagram) ->
          arrived(now, datagram.peer(), ByteBuffer.wrap(datagram.payload()));
      case Message.Say(var messages) -> waiting.addAll(messages);
      case Message.Adopt adopt -> adopt(now, adopt);
      case Message.Confirm confirm -> link.ping();
      case Message.Tick tick -> tick(now);
      case Message.Retry retry -> {}
      case Message.Leave(var within) -> {
        leaving = true;
        leaveBy = now + within.toNanos();
      }
      case Message.End(var reason) -> over = reason;
    }
  }

  private void adopt(long now, Message.Adopt adopt) {
    session = adopt.session();
    keys = adopt.keys();
    moving = null;
    link.renewPackets(keys.nextNumber());
    liveness.renewed(now);
    read(now, adopt.number(), adopt.payload());
  }

  private void arrived(long now, InetSocketAddress from, ByteBuffer packet) {
    if (PacketProtection.index(packet) != session.ourIndex()) {
      counters.count("sealed.dropped.old-keys");
      return;
    }
    var opened = ByteBuffer.allocate(packet.remaining());
    try {
      long keep = KEEP_OLD_KEYS * link.roundTripNanos();
      long number = keys.open(now, keep, packet, opened);
      read(now, number, opened.flip());
      if (!from.equals(session.address()) && keys.isLatest(number)) {
        challenge(now, from);
      }
    } catch (NoiseException forged) {
      counters.count("sealed.dropped.forged-or-replayed");
    }
  }

  /** The peer seems to have moved: it is to prove that it gets what is sent there. */
  private void challenge(long now, InetSocketAddress from) {
    if (moving != null && moving.address().equals(from) && now - moving.at() < CHALLENGE_EVERY) {
      return;
    }
    moving = new Move(from, entropy.nextLong(), now);
    counters.count("sealed.challenges");
    payload = payload.capacity() == 0 ? ByteBuffer.allocate(link.largestPayload()) : payload;
    link.writeChallenge(keys.nextNumber(), moving.value(), payload.clear());
    seal(from);
  }

  /** Where it has proved to be, everything goes from now on. */
  private void look() {
    var response = link.responded();
    if (moving != null && response != null && response == moving.value()) {
      session = session.at(moving.address());
      link.pathChanged();
      keeper.moved(id, moving.address());
      moving = null;
    }
  }

  private void read(long now, long number, ByteBuffer opened) {
    try {
      link.read(now, number, opened);
      liveness.heard(now);
      look();
      if (link.closed() != null) {
        over = "said goodbye";
      }
    } catch (MalformedPacketException broken) {
      counters.count("sealed.malformed");
      over = "it breaks the protocol: " + broken.getMessage();
    }
  }

  private void tick(long now) {
    armedFor = Long.MAX_VALUE;
    link.expired(now);
    switch (liveness.look(now, time.wallTime())) {
      case NOTHING -> {}
      case PING -> link.ping();
      case HANDSHAKE -> {
        link.ping();
        keeper.wantsHandshake(session);
      }
      case GONE -> over = "no answer";
    }
  }

  @Override
  public void batchEnd(ActorContext<Message> context) {
    long now = time.nanoTime();
    pass();
    take();
    if (over == null) {
      write(now);
    }
    if (leaving && (isQuiet() || now - leaveBy >= 0)) {
      link.close(LEFT);
      write(now);
      over = over == null ? "disconnected" : over;
    }
    if (liveness.isSuspect() != suspect) {
      suspect = !suspect;
      untold.addLast(suspect ? new TransportEvent.Suspected(id) : new TransportEvent.Recovered(id));
    }
    if (outbox.becameWritable()) {
      untold.addLast(new TransportEvent.Writable(id));
    }
    if (over != null) {
      end(over, context);
      return;
    }
    if (!tell()) {
      context.setTimer(Message.Retry.class, RETRY, new Message.Retry());
    }
    arm(now, context);
  }

  /** Stays until the room has heard of it. */
  private void end(String reason, ActorContext<Message> context) {
    if (!ended) {
      ended = true;
      untold.addLast(new TransportEvent.LinkDown(id, reason));
      keeper.ended(this);
    }
    if (tell()) {
      context.stop();
    } else {
      context.setTimer(Message.Retry.class, RETRY, new Message.Retry());
    }
  }

  private boolean isQuiet() {
    return waiting.isEmpty() && link.isDone();
  }

  /** From the outbox into the link, as far as it has room. */
  private void pass() {
    while (!waiting.isEmpty()) {
      var message = waiting.getFirst();
      if (link.send(ByteBuffer.wrap(message)) != SendResult.ACCEPTED) {
        return;
      }
      waiting.removeFirst();
      outbox.taken(message.length);
    }
  }

  /** From the link to the room, as far as that has room: what is not taken holds up the peer. */
  private void take() {
    try {
      while (over == null && tell()) {
        var message = link.take();
        if (message == null) {
          return;
        }
        if (PeerList.isOne(message)) {
          keeper.introduced(session, PeerList.decode(message));
          continue;
        }
        var frame = decoder.decode(message);
        if (frame != null) {
          untold.addLast(new TransportEvent.Received(id, frame));
        }
      }
    } catch (MalformedPacketException broken) {
      counters.count("sealed.malformed");
      over = "it breaks the protocol: " + broken.getMessage();
    }
  }

  /** Whether the room has taken everything. */
  private boolean tell() {
    while (!untold.isEmpty()) {
      if (!room.offer(untold.getFirst())) {
        return false;
      }
      untold.removeFirst();
    }
    return true;
  }

  private void write(long now) {
    if (payload.capacity() == 0) {
      payload = ByteBuffer.allocate(link.largestPayload());
    }
    while (link.write(now, keys.nextNumber(), payload.clear())) {
      liveness.sent(now);
      seal(session.address());
    }
    if (isQuiet()) {
      payload = NOTHING;
    }
  }

  /** Sends what is in the payload buffer. */
  private void seal(InetSocketAddress to) {
    payload.flip();
    var packet = ByteBuffer.allocate(payload.remaining() + PacketProtection.OVERHEAD);
    keys.seal(payload, packet);
    if (!port.offer(new Datagram(to, packet.array()))) {
      counters.count("sealed.dropped.sender-full");
    }
  }

  /** Whether what it keeps is within its bounds. */
  void check() {
    link.check();
    if (untold.size() > MOST_UNTOLD) {
      throw new IllegalStateException(untold.size() + " events wait for the room");
    }
  }

  /** A timer that goes off too early does no harm; setting one for each packet costs a lot. */
  private void arm(long now, ActorContext<Message> context) {
    long next = Math.min(link.deadline(now), liveness.deadline());
    next = leaving ? Math.min(next, leaveBy) : next;
    if (next < armedFor) {
      armedFor = next;
      context.setTimer(
          Message.Tick.class, Duration.ofNanos(Math.max(0, next - now)), new Message.Tick());
    }
  }
}
