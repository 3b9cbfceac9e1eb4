package dev.parley.udp;

import static dev.parley.udp.testing.Eventually.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.core.actor.Threads;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class UdpPortTest {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final Threads threads = new Threads();
  private final List<End> ends = new ArrayList<>();

  /** A started port, and what it told. */
  private final class End implements DatagramPort.Owner {
    private final UdpPort port;
    private final LinkedBlockingQueue<Datagram> received = new LinkedBlockingQueue<>();
    private final List<Datagram> notSent = new CopyOnWriteArrayList<>();

    End(UdpPort port) {
      this.port = port;
      ends.add(this);
      port.start(threads, this);
    }

    @Override
    public void received(Datagram datagram) {
      received.add(datagram);
    }

    @Override
    public void notSent(Datagram datagram, IOException failure) {
      notSent.add(datagram);
    }

    InetSocketAddress address() {
      return local(port.localPort());
    }

    Datagram next() throws InterruptedException {
      var datagram = received.poll(10, SECONDS);
      assertThat(datagram).isNotNull();
      return datagram == null ? new Datagram(address(), new byte[0]) : datagram;
    }
  }

  private static InetSocketAddress local(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
  }

  private End open() throws IOException {
    return new End(UdpPort.open(0));
  }

  @AfterEach
  void everyPortClosesAndNoThreadIsLeft() {
    ends.forEach(end -> end.port.close(DEADLINE));
    await().until(() -> threads.live().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 10, 100, 1000, 9000, 65_506, 65_507})
  void offer_arrivesWholeAndCanBeAnswered(int size) throws Exception {
    var a = open();
    var b = open();
    var payload = new byte[size];
    Arrays.fill(payload, (byte) 'x');
    assertThat(a.port.offer(new Datagram(b.address(), payload))).isTrue();
    var there = b.next();
    assertThat(there.payload()).isEqualTo(payload);
    assertThat(there.peer()).isEqualTo(a.address());
    assertThat(b.port.offer(new Datagram(there.peer(), payload))).isTrue();
    var back = a.next();
    assertThat(back.payload()).isEqualTo(payload);
    assertThat(back.peer()).isEqualTo(b.address());
    // What is sent is counted once the socket took it, which the answer may overtake.
    await()
        .untilAsserted(() ->
            assertThat(a.port.counters())
                .containsEntry("udp.sent.datagrams", 1L)
                .containsEntry("udp.sent.bytes", (long) size)
                .containsEntry("udp.received.datagrams", 1L)
                .containsEntry("udp.received.bytes", (long) size));
  }

  @Test
  void offer_ofMany_arrivesInOrder() throws Exception {
    var a = open();
    var b = open();
    for (int i = 0; i < 200; i++) {
      a.port.offer(new Datagram(b.address(), String.valueOf(i).getBytes(UTF_8)));
    }
    for (int i = 0; i < 200; i++) {
      assertThat(new String(b.next().payload(), UTF_8)).isEqualTo(String.valueOf(i));
    }
  }

  @Test
  void open_ofAPortInUse_throws() throws Exception {
    var a = open();
    assertThatExceptionOfType(BindException.class)
        .isThrownBy(() -> UdpPort.open(a.port.localPort()));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void open_ofAnImpossiblePort_throws(int port) {
    assertThatIllegalArgumentException().isThrownBy(() -> UdpPort.open(port));
  }

  @Test
  void close_stopsBothThreadsAndFreesThePort() throws Exception {
    var a = open();
    int port = a.port.localPort();
    assertThat(port).isBetween(1, 65_535);
    await().until(() -> threads.live().size() == 2);
    assertThat(threads.live())
        .extracting(Thread::getName)
        .containsExactly("udp-receiver", "udp-sender");
    a.port.close(DEADLINE);
    a.port.close(DEADLINE);
    assertThat(threads.live()).isEmpty();
    assertThat(a.port.offer(new Datagram(local(9), new byte[1]))).isFalse();
    var again = new End(UdpPort.open(port));
    assertThat(again.port.localPort()).isEqualTo(port);
  }

  @Test
  void close_ofAPortThatWasNotStarted_freesIt() throws Exception {
    var port = UdpPort.open(0);
    assertThat(port.offer(new Datagram(local(9), new byte[1]))).isFalse();
    assertThat(port.counters().values()).containsOnly(0L);
    port.close(DEADLINE);
    new End(UdpPort.open(port.localPort()));
    assertThat(ends).hasSize(1);
  }

  @Test
  void close_sendsWhatIsQueued() throws Exception {
    var a = open();
    var b = open();
    int count = 100;
    for (int i = 0; i < count; i++) {
      assertThat(a.port.offer(new Datagram(b.address(), String.valueOf(i).getBytes(UTF_8))))
          .isTrue();
    }
    a.port.close(DEADLINE);
    assertThat(a.port.counters()).containsEntry("udp.sent.datagrams", (long) count);
    assertThat(a.notSent).isEmpty();
    var texts = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      texts.add(new String(b.next().payload(), UTF_8));
    }
    assertThat(texts)
        .containsExactlyElementsOf(IntStream.range(0, count).mapToObj(String::valueOf).toList());
  }

  @Test
  void offer_toAPortWhereNobodyListens_stopsNothing() throws Exception {
    var a = open();
    var b = open();
    var gone = UdpPort.open(0);
    gone.close(DEADLINE);
    for (int i = 0; i < 20; i++) {
      a.port.offer(new Datagram(local(gone.localPort()), new byte[1]));
    }
    a.port.offer(new Datagram(b.address(), "a".getBytes(UTF_8)));
    assertThat(b.next().payload()).hasSize(1);
    b.port.offer(new Datagram(a.address(), "b".getBytes(UTF_8)));
    assertThat(a.next().payload()).hasSize(1);
  }

  @Test
  void offer_ofATooLongDatagram_isReportedAndTheNextGoesOn() throws Exception {
    var a = open();
    var b = open();
    a.port.offer(new Datagram(b.address(), new byte[70_000]));
    a.port.offer(new Datagram(b.address(), new byte[1]));
    assertThat(b.next().payload()).hasSize(1);
    assertThat(a.notSent).singleElement().satisfies(d -> assertThat(d.payload()).hasSize(70_000));
    assertThat(a.port.counters().keySet()).anyMatch(name -> name.startsWith("udp.not-sent."));
  }

  @Test
  void offer_toPortZero_isReportedAndTheNextGoesOn() throws Exception {
    var a = open();
    var b = open();
    a.port.offer(new Datagram(local(0), new byte[2]));
    a.port.offer(new Datagram(b.address(), new byte[1]));
    assertThat(b.next().payload()).hasSize(1);
    assertThat(a.notSent).hasSize(1);
  }

  @Test
  void offer_overIpv6_arrives() throws Exception {
    var a = open();
    var b = open();
    var loopback = new InetSocketAddress(InetAddress.ofLiteral("::1"), b.port.localPort());
    assumeTrue(
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .anyMatch(loopback.getAddress()::equals));
    a.port.offer(new Datagram(loopback, new byte[3]));
    assertThat(b.next().peer().getAddress()).isEqualTo(loopback.getAddress());
  }
}
