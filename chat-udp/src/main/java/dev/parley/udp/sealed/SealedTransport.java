package dev.parley.udp.sealed;

import dev.parley.core.actor.ActorRef;
import dev.parley.core.actor.ActorSpec;
import dev.parley.core.identity.Identity;
import dev.parley.core.mailbox.Overflow;
import dev.parley.core.time.Time;
import dev.parley.core.transport.Capabilities;
import dev.parley.core.transport.Frame;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.PeerAddress;
import dev.parley.core.transport.SendResult;
import dev.parley.core.transport.Transport;
import dev.parley.core.transport.TransportContext;
import dev.parley.core.transport.UnknownPeerException;
import dev.parley.udp.BeaconPort;
import dev.parley.udp.Datagram;
import dev.parley.udp.DatagramPort;
import dev.parley.udp.UdpAddress;
import dev.parley.udp.link.LinkSettings;
import dev.parley.udp.noise.DiffieHellman;
import dev.parley.udp.noise.X25519;
import dev.parley.udp.session.PacketProtection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sealed wire as a transport: every peer is a member whose keys were proved, what is accepted
 * arrives once and in order while both programs run, and nobody between can read or change it.
 */
public final class SealedTransport implements Transport {
  /** The longest text that a frame carries, in UTF-8 bytes: {@value}. */
  public static final int MAX_TEXT = 65_000;

  static final int MAX_MESSAGE = 65_536;

  private static final int ENDPOINT_CAPACITY = 4096;
  private static final Duration RETRY = Duration.ofMillis(1);

  private final DatagramPort port;
  private final @Nullable BeaconPort everybody;
  private final Identity identity;
  private final DiffieHellman curve;
  private final AddressBook book = new AddressBook();
  private final boolean introductions;
  private final LinkSettings settings;
  private final SealedCounters counters = new SealedCounters();
  private final ConcurrentMap<Integer, SealedEndpoint.Active> byIndex = new ConcurrentHashMap<>();
  private final ConcurrentMap<LinkId, SealedEndpoint.Active> byLink = new ConcurrentHashMap<>();
  private volatile @Nullable Running running;
  private volatile boolean closed;

  private record Running(
      TransportContext context, ActorRef<SealedEndpoint.Message> endpoint, Runnable check) {}

  /**
   * Makes a transport that is not started. The node must be opened as {@link Identity#id()}.
   *
   * @param port sends and receives; the transport starts and closes it
   * @param identity who we are
   */
  public SealedTransport(DatagramPort port, Identity identity) {
    this(new Builder(port, identity));
  }

  private SealedTransport(Builder builder) {
    this.port = builder.port;
    this.identity = builder.identity;
    this.everybody = builder.everybody;
    this.curve = builder.curve;
    this.introductions = builder.introductions;
    this.settings = LinkSettings.sealed(PacketProtection.OVERHEAD, builder.largestDatagram);
  }

  /**
   * Begins to describe a transport. The node must be opened as {@link Identity#id()}.
   *
   * @param port sends and receives; the transport starts and closes it
   * @param identity who we are
   * @return a builder whose settings all have defaults
   */
  public static Builder builder(DatagramPort port, Identity identity) {
    return new Builder(port, identity);
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(true, true, true, MAX_TEXT, false);
  }

  @Override
  public Optional<String> objection(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return bytes <= MAX_TEXT
        ? Optional.empty()
        : Optional.of("it has " + bytes + " bytes, and a line holds " + MAX_TEXT);
  }

  @Override
  public void start(TransportContext context) {
    if (!context.self().equals(identity.id())) {
      throw new IllegalArgumentException(
          "the node is " + context.self() + ", and its transport proves " + identity.id());
    }
    var behaviour =
        new SealedEndpoint(
            context,
            port,
            everybody,
            introductions,
            identity,
            settings,
            curve,
            counters,
            book,
            byIndex,
            byLink);
    var endpoint =
        context
            .system()
            .spawn(
                "sealed-endpoint",
                ActorSpec.<SealedEndpoint.Message>of(() -> behaviour)
                    .mailbox(ENDPOINT_CAPACITY, new Overflow.Reject()));
    var started = new Running(context, endpoint, behaviour::check);
    running = started;
    port.start(context.system().threads(), new FromPort(started));
    if (everybody != null) {
      everybody.start(context.system().threads(), new FromEverybody(started, counters));
      endpoint.tell(new SealedEndpoint.Message.Tick());
    }
  }

  private Running running() {
    var now = running;
    if (now == null) {
      throw new IllegalStateException("the transport has not been started");
    }
    return now;
  }

  @Override
  public void connect(PeerAddress peer) throws UnknownPeerException {
    var typed = UdpAddress.parse(peer.text());
    var message = new SealedEndpoint.Message.Connect(typed, typed.resolve());
    if (!running().endpoint().tell(message).accepted()) {
      throw new UnknownPeerException("too much comes in to connect to " + peer + " now: try again");
    }
  }

  @Override
  public void disconnect(LinkId link) {
    var message = new SealedEndpoint.Message.Disconnect(link);
    if (!closed && !running().endpoint().tell(message).accepted()) {
      time().schedule(RETRY, () -> disconnect(link));
    }
  }

  @Override
  public Map<PeerAddress, LinkId> addresses() {
    return book.linked();
  }

  @Override
  public SendResult send(LinkId link, Frame frame) {
    var active = byLink.get(link);
    if (active == null) {
      return SendResult.DOWN;
    }
    return active
        .outbox()
        .send(
            frame,
            messages -> active.actor().tell(new SealedSession.Message.Say(messages)).accepted());
  }

  private Time time() {
    return running().context().system().time();
  }

  @Override
  public SortedMap<String, Long> counters() {
    var all = new TreeMap<>(counters.snapshot());
    all.putAll(port.counters());
    if (everybody != null) {
      all.putAll(everybody.counters());
    }
    return all;
  }

  /**
   * Looks whether everything that others can make this transport keep is within its bounds. For
   * simulations alone, in which one thread runs at a time.
   *
   * @throws IllegalStateException if something is not
   */
  public void check() {
    running().check().run();
  }

  @Override
  public void close(Duration deadline) {
    var now = running;
    if (now != null) {
      leave(deadline.dividedBy(2));
    }
    closed = true;
    if (everybody != null) {
      everybody.close(deadline.dividedBy(4));
    }
    port.close(deadline.dividedBy(4));
    if (now != null) {
      byLink.values().forEach(active -> active.actor().stop());
      now.endpoint().stop();
    }
  }

  /** Tells all that we go, once they have what was said to them. */
  private void leave(Duration within) {
    if (!running().endpoint().tell(new SealedEndpoint.Message.Close(within)).accepted()) {
      return; // so much comes in that nobody can be told: they will notice
    }
    long end = time().nanoTime() + within.toNanos();
    while (!byLink.isEmpty() && time().nanoTime() - end < 0 && !Thread.interrupted()) {
      LockSupport.parkNanos(this, RETRY.toNanos());
    }
  }

  /** Takes what was sent to everybody, on the beacon port's threads. */
  private record FromEverybody(Running at, SealedCounters counters) implements Consumer<Datagram> {
    @Override
    public void accept(Datagram datagram) {
      if (!at.endpoint().tell(new SealedEndpoint.Message.Beacon(datagram)).accepted()) {
        counters.count("sealed.dropped.endpoint-full");
      }
    }
  }

  /** Takes what comes from the port's threads. */
  private final class FromPort implements DatagramPort.Owner {
    private final Running at;

    FromPort(Running at) {
      this.at = at;
    }

    @Override
    public void received(Datagram datagram) {
      var bytes = ByteBuffer.wrap(datagram.payload());
      var active =
          PacketProtection.isPacket(bytes) ? byIndex.get(PacketProtection.index(bytes)) : null;
      if (active != null) {
        if (!active.actor().tell(new SealedSession.Message.Arrived(datagram)).accepted()) {
          counters.count("sealed.dropped.session-full");
        }
      } else if (!at.endpoint().tell(new SealedEndpoint.Message.Arrived(datagram)).accepted()) {
        counters.count("sealed.dropped.endpoint-full");
      }
    }

    @Override
    public void notSent(Datagram datagram, IOException failure) {
      counters.count("sealed.not-sent"); // it counts as lost, and is sent again
    }
  }

  /** The settings of a transport that is not started. Not safe for use by many threads. */
  public static final class Builder {
    private final DatagramPort port;
    private final Identity identity;
    private @Nullable BeaconPort everybody;
    private DiffieHellman curve = new X25519();
    private boolean introductions = true;
    private int largestDatagram = LinkSettings.LARGEST_DATAGRAM;

    private Builder(DatagramPort port, Identity identity) {
      this.port = port;
      this.identity = identity;
    }

    /**
     * Finds others by itself; by default only those who are named, or call.
     *
     * @param beacons reaches everybody nearby; the transport starts and closes it
     * @return this builder
     */
    public Builder discovery(BeaconPort beacons) {
      everybody = beacons;
      return this;
    }

    /**
     * Calls nobody of whom only peers tell; by default all who are linked with one become linked
     * with each other, up to some dozens as is the way of small networks.
     *
     * @return this builder
     */
    public Builder withoutIntroductions() {
      introductions = false;
      return this;
    }

    /**
     * For paths that are known to carry no larger datagrams; by default 8192 bytes are tried.
     *
     * @param bytes the largest UDP payload that is worth a probe: 1200 to 8192
     * @return this builder
     */
    public Builder largestDatagram(int bytes) {
      largestDatagram = bytes;
      return this;
    }

    /**
     * Agrees on keys by something else than X25519: for simulations alone, where it is cheaper.
     *
     * @param agreement how
     * @return this builder
     */
    @SuppressWarnings("exports") // whoever is not of this project cannot call it
    public Builder agreement(DiffieHellman agreement) {
      curve = agreement;
      return this;
    }

    /**
     * Makes the transport.
     *
     * @return a transport that is not started
     */
    public SealedTransport build() {
      return new SealedTransport(this);
    }
  }
}
