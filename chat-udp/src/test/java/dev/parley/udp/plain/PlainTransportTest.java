package dev.parley.udp.plain;

import static dev.parley.udp.testing.Eventually.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parley.core.actor.ActorSystem;
import dev.parley.core.actor.Threads;
import dev.parley.core.entry.Line;
import dev.parley.core.identity.PeerId;
import dev.parley.core.transport.Frame;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.Origin;
import dev.parley.core.transport.PeerAddress;
import dev.parley.core.transport.SendResult;
import dev.parley.core.transport.TransportContext;
import dev.parley.core.transport.TransportEvent;
import dev.parley.core.transport.UnknownPeerException;
import dev.parley.udp.Datagram;
import dev.parley.udp.DatagramPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class PlainTransportTest {
  private static final InetSocketAddress BOB = address(7001);
  private static final InetSocketAddress CAT = address(7002);
  private static final LinkId FIRST = new LinkId(1);
  private static final Frame HELLO = new Frame.Said(new Line.Text("hello"));

  private final ActorSystem system = ActorSystem.builder("plain").open();
  private final FakePort port = new FakePort();
  private final List<TransportEvent> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean roomFull;
  private PlainTransport transport = new PlainTransport(port, new PlainSettings());

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
  }

  /** A port without a socket. */
  private static final class FakePort implements DatagramPort {
    private final List<Datagram> sent = new CopyOnWriteArrayList<>();
    private volatile boolean full;
    private volatile boolean closed;
    private volatile @Nullable Owner owner;

    @Override
    public void start(Threads threads, Owner hears) {
      owner = hears;
    }

    Owner owner() {
      var hears = owner;
      if (hears == null) {
        throw new IllegalStateException("not started");
      }
      return hears;
    }

    @Override
    public boolean offer(Datagram datagram) {
      return !full && sent.add(datagram);
    }

    @Override
    public int localPort() {
      return 7000;
    }

    @Override
    public SortedMap<String, Long> counters() {
      return new TreeMap<>();
    }

    @Override
    public void close(Duration deadline) {
      closed = true;
    }
  }

  private boolean offer(TransportEvent event) {
    if (roomFull) {
      refused.incrementAndGet();
      return false;
    }
    return events.add(event);
  }

  private void start() {
    transport.start(new TransportContext(system, new PeerId("0".repeat(64)), this::offer));
  }

  private void start(PlainSettings settings) {
    transport = new PlainTransport(port, settings);
    start();
  }

  private void arrives(InetSocketAddress from, String text) {
    port.owner().received(new Datagram(from, text.getBytes(UTF_8)));
  }

  private void awaitEvents(int count) {
    await().until(() -> events.size() >= count);
    assertThat(events).hasSize(count);
  }

  private void connect(InetSocketAddress peer) throws UnknownPeerException {
    transport.connect(new PeerAddress("127.0.0.1:" + peer.getPort()));
  }

  private static Origin.Guest guest(InetSocketAddress peer) {
    return new Origin.Guest(new PeerAddress("127.0.0.1:" + peer.getPort()));
  }

  private static TransportEvent up(long link, InetSocketAddress peer) {
    return new TransportEvent.LinkUp(new LinkId(link), guest(peer));
  }

  private static Frame.Said said(String text) {
    return new Frame.Said(new Line.Text(text));
  }

  private long count(String counter) {
    return transport.counters().getOrDefault(counter, -1L);
  }

  @AfterEach
  void close() {
    transport.close(Duration.ofSeconds(1));
    system.close();
    await().until(() -> system.threads().live().isEmpty());
    assertThat(port.closed).isTrue();
  }

  @Test
  void firstToWrite_becomesThePartner() {
    start();
    arrives(BOB, "hello\n");
    awaitEvents(2);
    assertThat(events)
        .containsExactly(up(1, BOB), new TransportEvent.Received(FIRST, said("hello")));
  }

  @Test
  void othersWhoWriteLater_areOverheard() {
    start();
    arrives(BOB, "hello");
    arrives(CAT, "me too");
    arrives(BOB, "again");
    awaitEvents(4);
    assertThat(events.subList(2, 4))
        .containsExactly(
            new TransportEvent.Overheard(guest(CAT), said("me too")),
            new TransportEvent.Received(FIRST, said("again")));
  }

  @Test
  void connect_beforeAnybodyWrites_switchesAdoptionOff() throws Exception {
    start();
    connect(BOB);
    arrives(CAT, "hello");
    awaitEvents(2);
    assertThat(events)
        .containsExactly(up(1, BOB), new TransportEvent.Overheard(guest(CAT), said("hello")));
  }

  @Test
  void firstToWrite_withoutAdoption_isOverheard() {
    start(new PlainSettings(UTF_8, LineEnd.LF, 0, false));
    arrives(BOB, "hello");
    awaitEvents(1);
    assertThat(events).containsExactly(new TransportEvent.Overheard(guest(BOB), said("hello")));
  }

  @Test
  void connect_twice_makesOneLink() throws Exception {
    start();
    connect(BOB);
    connect(BOB);
    connect(CAT);
    awaitEvents(2);
    assertThat(events).containsExactly(up(1, BOB), up(2, CAT));
  }

  @Test
  void connect_toThePartnerWhoWroteFirst_makesNoSecondLink() throws Exception {
    start();
    arrives(BOB, "hello");
    connect(BOB);
    connect(CAT);
    awaitEvents(3);
    assertThat(events).contains(up(1, BOB), up(2, CAT));
  }

  @Test
  void connect_toABadAddress_throws() {
    start();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> transport.connect(new PeerAddress("nonsense")));
    assertThatExceptionOfType(UnknownPeerException.class)
        .isThrownBy(() -> transport.connect(new PeerAddress("224.0.0.1:7788")));
    assertThat(events).isEmpty();
  }

  @Test
  void connect_beforeStart_throws() {
    assertThatIllegalStateException().isThrownBy(() -> connect(BOB));
  }

  @Test
  void send_putsOneTextInOneDatagram() throws Exception {
    start();
    connect(BOB);
    awaitEvents(1);
    assertThat(transport.send(FIRST, HELLO)).isEqualTo(SendResult.ACCEPTED);
    assertThat(port.sent)
        .singleElement()
        .satisfies(datagram -> {
          assertThat(datagram.peer()).isEqualTo(BOB);
          assertThat(datagram.payload()).isEqualTo("hello\n".getBytes(UTF_8));
        });
  }

  @Test
  void send_overALinkThatIsNotUp_isDown() {
    start();
    assertThat(transport.send(FIRST, HELLO)).isEqualTo(SendResult.DOWN);
  }

  @Test
  void send_whenThePortIsFull_isFullAndThenWritable() throws Exception {
    start();
    connect(BOB);
    awaitEvents(1);
    port.full = true;
    assertThat(transport.send(FIRST, HELLO)).isEqualTo(SendResult.FULL);
    awaitEvents(2);
    assertThat(events).endsWith(new TransportEvent.Writable(FIRST));
    assertThat(count("plain.send.waited.for-the-sender")).isEqualTo(1);
    port.full = false;
    assertThat(transport.send(FIRST, HELLO)).isEqualTo(SendResult.ACCEPTED);
  }

  @Test
  void writable_whenTheRoomHasNoRoom_isToldLater() throws Exception {
    start();
    connect(BOB);
    awaitEvents(1);
    port.full = true;
    roomFull = true;
    assertThat(transport.send(FIRST, HELLO)).isEqualTo(SendResult.FULL);
    await().until(() -> refused.get() >= 3);
    roomFull = false;
    awaitEvents(2);
    assertThat(events).endsWith(new TransportEvent.Writable(FIRST));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1000, 4000})
  void send_fasterThanTheRate_isFullAndThenWritable(int rate) throws Exception {
    start(new PlainSettings(UTF_8, LineEnd.LF, rate, true));
    connect(BOB);
    awaitEvents(1);
    int sent = 0;
    while (transport.send(FIRST, HELLO) == SendResult.ACCEPTED) {
      sent++;
    }
    assertThat(sent).isGreaterThanOrEqualTo(Pacer.BURST);
    assertThat(port.sent).hasSize(sent);
    awaitEvents(2);
    assertThat(events).endsWith(new TransportEvent.Writable(FIRST));
    assertThat(count("plain.send.waited.for-the-rate")).isEqualTo(1);
    assertThat(transport.send(FIRST, HELLO)).isEqualTo(SendResult.ACCEPTED);
  }

  @Test
  void notSent_isToldAsUndelivered() throws Exception {
    start();
    connect(BOB);
    connect(CAT);
    awaitEvents(2);
    port.owner().notSent(new Datagram(CAT, new byte[1]), new IOException("no route to host"));
    awaitEvents(3);
    assertThat(events).endsWith(new TransportEvent.Undelivered(new LinkId(2), "no route to host"));
  }

  @Test
  void received_whenTheRoomIsFull_isCountedAndTheLinkStillComesUp() {
    start();
    roomFull = true;
    arrives(BOB, "lost");
    await().until(() -> count("plain.received.dropped.room-full") == 1);
    await().until(() -> refused.get() >= 4); // it asks again and again
    assertThat(events).isEmpty();
    roomFull = false;
    awaitEvents(1);
    arrives(BOB, "heard");
    awaitEvents(2);
    assertThat(events)
        .containsExactly(up(1, BOB), new TransportEvent.Received(FIRST, said("heard")));
  }

  @Test
  void received_behindALinkUpThatIsNotTold_doesNotOvertakeIt() {
    start();
    roomFull = true;
    arrives(BOB, "lost");
    await().until(() -> count("plain.received.dropped.room-full") == 1);
    roomFull = false;
    arrives(BOB, "heard");
    awaitEvents(2);
    assertThat(events).startsWith(up(1, BOB));
  }

  @Test
  void disconnect_endsTheLinkAndItsPeerIsOverheard() throws Exception {
    start();
    arrives(BOB, "hello");
    awaitEvents(2);
    transport.disconnect(FIRST);
    transport.disconnect(FIRST);
    arrives(BOB, "still there?");
    awaitEvents(4);
    assertThat(events.subList(2, 4))
        .containsExactly(
            new TransportEvent.LinkDown(FIRST, "disconnected"),
            new TransportEvent.Overheard(guest(BOB), said("still there?")));
    assertThat(transport.send(FIRST, HELLO)).isEqualTo(SendResult.DOWN);
  }

  @Test
  void connect_afterDisconnect_makesANewLink() throws Exception {
    start();
    connect(BOB);
    transport.disconnect(FIRST);
    transport.disconnect(new LinkId(99));
    connect(BOB);
    awaitEvents(3);
    assertThat(events).endsWith(up(2, BOB));
  }

  @Test
  void received_thatIsNotText_isUndecodableAndCounted() {
    start();
    var bytes = new byte[] {'a', -1};
    port.owner().received(new Datagram(BOB, bytes));
    awaitEvents(2);
    assertThat(events)
        .endsWith(
            new TransportEvent.Received(
                FIRST, new Frame.Said(new Line.Undecodable("a\\xff", bytes))));
    assertThat(count("plain.received.undecodable")).isEqualTo(1);
  }

  @Test
  void received_ofAnEmptyDatagram_isAnEmptyLine() {
    start();
    arrives(BOB, "");
    awaitEvents(2);
    assertThat(events).endsWith(new TransportEvent.Received(FIRST, said("")));
  }

  @Test
  void close_isIdempotentAndTellsNothingMore() throws Exception {
    start();
    connect(BOB);
    awaitEvents(1);
    transport.close(Duration.ofSeconds(1));
    transport.close(Duration.ofSeconds(1));
    arrives(BOB, "late");
    await().until(() -> system.actors().isEmpty());
    assertThat(events).doesNotContain(new TransportEvent.Received(FIRST, said("late")));
    assertThat(count("plain.received.dropped.endpoint-full"))
        .as("the drop is counted")
        .isEqualTo(1);
  }

  @Test
  void capabilities_promiseNothingButText() {
    var promised = transport.capabilities();
    assertThat(promised.textOnly()).isTrue();
    assertThat(promised.secure() || promised.ordered() || promised.receipts()).isFalse();
    assertThat(promised.maxFrame()).isEqualTo(65_507);
  }
}
