package dev.parley.udp.plain;

import dev.parley.core.actor.ActorRef;
import dev.parley.core.actor.ActorSpec;
import dev.parley.core.entry.Line;
import dev.parley.core.mailbox.Overflow;
import dev.parley.core.time.Time;
import dev.parley.core.transport.Capabilities;
import dev.parley.core.transport.Frame;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.PeerAddress;
import dev.parley.core.transport.SendResult;
import dev.parley.core.transport.Transport;
import dev.parley.core.transport.TransportContext;
import dev.parley.core.transport.TransportEvent;
import dev.parley.core.transport.UnknownPeerException;
import dev.parley.udp.Datagram;
import dev.parley.udp.DatagramPort;
import dev.parley.udp.UdpAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The plain wire as a transport: every peer is a guest, a link is an address that we send to, and
 * what is sent is gone. Capabilities: not secure, not ordered, no receipts, text only.
 */
public final class PlainTransport implements Transport {
  /*
   * Inwards: the receiver's thread tells the endpoint actor, which tells the room. Outwards: the
   * room's thread looks the link up, asks its pacer, and queues the datagram for the sender. Whoever
   * is told FULL hears Writable from a timer.
   */
  private static final int ENDPOINT_CAPACITY = 4096;

  /** How long the receiver waits for the endpoint, while the kernel's buffer fills instead. */
  private static final Duration RECEIVER_PATIENCE = Duration.ofMillis(100);

  private static final Duration RETRY = Duration.ofMillis(1);

  private final DatagramPort port;
  private final PlainSettings settings;
  private final PlainCodec codec;
  private final ConcurrentMap<LinkId, PlainLink> links = new ConcurrentHashMap<>();
  private final PlainCounters counters = new PlainCounters();
  private volatile @Nullable Running running;
  private volatile boolean closed;

  private record Running(TransportContext context, ActorRef<PlainEndpoint.Message> endpoint) {}

  /**
   * Makes a transport that is not started.
   *
   * @param port sends and receives; the transport starts and closes it
   * @param settings how the wire behaves
   */
  public PlainTransport(DatagramPort port, PlainSettings settings) {
    this.port = port;
    this.settings = settings;
    this.codec = new PlainCodec(settings.charset(), settings.lineEnd());
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(false, false, false, Datagram.MAX_PAYLOAD, true);
  }

  @Override
  public Optional<String> objection(String text) {
    return codec.objection(text);
  }

  @Override
  public void start(TransportContext context) {
    var endpoint =
        context
            .system()
            .spawn(
                "plain-endpoint",
                ActorSpec.of(() ->
                        new PlainEndpoint(
                            settings, context.system().time(), context.sink(), links, counters))
                    .mailbox(ENDPOINT_CAPACITY, new Overflow.Block(RECEIVER_PATIENCE)));
    var started = new Running(context, endpoint);
    running = started;
    port.start(context.system().threads(), new FromPort(started));
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
    var address = UdpAddress.parse(peer.text()).resolve();
    if (!running().endpoint().tell(new PlainEndpoint.Message.Connect(address)).accepted()) {
      throw new UnknownPeerException("too much comes in to connect to " + peer + " now: try again");
    }
  }

  @Override
  public void disconnect(LinkId link) {
    var message = new PlainEndpoint.Message.Disconnect(link);
    if (!closed && !running().endpoint().tell(message).accepted()) {
      time().schedule(RETRY, () -> disconnect(link));
    }
  }

  @Override
  public Map<PeerAddress, LinkId> addresses() {
    var addresses = new LinkedHashMap<PeerAddress, LinkId>();
    links.values().forEach(link -> addresses.put(UdpAddress.format(link.peer()), link.id()));
    return addresses;
  }

  @Override
  public SendResult send(LinkId id, Frame frame) {
    var link = links.get(id);
    if (link == null) {
      return SendResult.DOWN;
    }
    if (!(frame instanceof Frame.Said(Line.Text(var text)))) {
      return SendResult.TOO_BIG;
    }
    long now = time().nanoTime();
    if (!link.pacer().pass(now)) {
      counters.paced();
      writableAfter(Duration.ofNanos(link.pacer().delay(now)), id);
      return SendResult.FULL;
    }
    if (!port.offer(new Datagram(link.peer(), codec.encode(text)))) {
      counters.senderFull();
      writableAfter(RETRY, id);
      return SendResult.FULL;
    }
    return SendResult.ACCEPTED;
  }

  private void writableAfter(Duration delay, LinkId link) {
    time().schedule(delay, () -> tellRoom(new TransportEvent.Writable(link)));
  }

  /** Tells the room what it must hear of: again and again until it has room, or is gone. */
  private void tellRoom(TransportEvent event) {
    if (!closed && !running().context().sink().offer(event)) {
      time().schedule(RETRY, () -> tellRoom(event));
    }
  }

  private Time time() {
    return running().context().system().time();
  }

  @Override
  public SortedMap<String, Long> counters() {
    var all = new TreeMap<>(counters.snapshot());
    all.putAll(port.counters());
    return all;
  }

  @Override
  public void close(Duration deadline) {
    port.close(deadline);
    closed = true;
    var now = running;
    if (now != null) {
      now.endpoint().drain();
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
      if (!at.endpoint().tell(new PlainEndpoint.Message.Arrived(datagram)).accepted()) {
        counters.droppedEndpointFull();
      }
    }

    @Override
    public void notSent(Datagram datagram, IOException failure) {
      var reason = String.valueOf(failure.getMessage());
      links.values().stream()
          .filter(link -> link.peer().equals(datagram.peer()))
          .forEach(link -> tellRoom(new TransportEvent.Undelivered(link.id(), reason)));
    }
  }
}
