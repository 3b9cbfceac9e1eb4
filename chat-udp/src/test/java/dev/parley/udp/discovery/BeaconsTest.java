package dev.parley.udp.discovery;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.time.Entropy;
import dev.parley.udp.Datagram;
import dev.parley.udp.session.WireVectorTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BeaconsTest {
  private static final long SECOND = SECONDS.toNanos(1);
  private static final InetSocketAddress FROM =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 15_079);

  private static Entropy entropy(long seed) {
    var random = new Random(seed);
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

  private static Beacons beacons(long instance) {
    return new Beacons(0, instance, 10_086, entropy(instance));
  }

  private static byte[] beacon(long instance) {
    return Objects.requireNonNull(beacons(instance).due(0));
  }

  @Test
  void due_isABurst_thenNowAndThen() {
    for (long seed = 0; seed < 50; seed++) {
      var beacons = beacons(seed);
      var moments = new ArrayList<Long>();
      while (moments.size() < 8) {
        long now = beacons.deadline();
        assertThat(beacons.due(now - 1)).isNull();
        assertThat(beacons.due(now)).hasSize(Beacon.BYTES);
        moments.add(now);
      }
      assertThat(moments.get(0)).isZero();
      assertThat(moments.get(1)).isBetween(MILLISECONDS.toNanos(250), MILLISECONDS.toNanos(300));
      assertThat(moments.get(2)).isBetween(SECOND, MILLISECONDS.toNanos(1200));
      assertThat(moments.get(3)).isBetween(4 * SECOND, MILLISECONDS.toNanos(4800));
      for (int n = 4; n < moments.size(); n++) {
        assertThat(moments.get(n) - moments.get(n - 1)).isBetween(15 * SECOND, 30 * SECOND);
      }
    }
  }

  @Test
  void heard_ofSomebodyUnknown_saysWhereHeCanBeCalled() {
    assertThat(beacons(1).heard(0, new Datagram(FROM, beacon(2)), List.of(3L)))
        .contains(new InetSocketAddress(FROM.getAddress(), 10_086));
  }

  @Test
  void heard_ofOurselvesOrOfALinkedPeer_isNoNews() {
    var beacons = beacons(1);
    assertThat(beacons.heard(0, new Datagram(FROM, beacon(1)), List.of())).isEmpty();
    assertThat(beacons.heard(0, new Datagram(FROM, beacon(2)), List.of(3L, 2L))).isEmpty();
    assertThat(beacons.counters())
        .containsEntry("beacons.heard.our-own", 1L)
        .containsEntry("beacons.heard.of-linked", 1L);
  }

  @Test
  void heard_whatIsNoBeacon_isDroppedAndCounted() {
    var beacons = beacons(1);
    var good = beacon(2);
    for (int length = 0; length < good.length; length++) {
      var cut = new Datagram(FROM, Arrays.copyOf(good, length));
      assertThat(beacons.heard(0, cut, List.of())).isEmpty();
    }
    var withoutPort = good.clone();
    withoutPort[4] = 0;
    withoutPort[5] = 0;
    assertThat(beacons.heard(0, new Datagram(FROM, withoutPort), List.of())).isEmpty();
    assertThat(beacons.counters()).containsEntry("beacons.dropped.not-a-beacon", good.length + 1L);
  }

  @Test
  void heard_tooManyInASecond_areDropped() {
    var beacons = beacons(1);
    int called = 0;
    for (int n = 0; n < 1000; n++) {
      called +=
          beacons.heard(SECOND / 2, new Datagram(FROM, beacon(n + 2)), List.of()).isPresent()
              ? 1
              : 0;
    }
    assertThat(called).isEqualTo(200);
    assertThat(beacons.heard(2 * SECOND, new Datagram(FROM, beacon(2)), List.of())).isPresent();
  }

  @Test
  void tag_isAnotherInEachBeacon() {
    var beacons = beacons(1);
    var first = Objects.requireNonNull(beacons.due(0));
    var second = Objects.requireNonNull(beacons.due(beacons.deadline()));
    assertThat(Arrays.copyOfRange(second, 6, 22)).isNotEqualTo(Arrays.copyOfRange(first, 6, 22));
  }

  @Test
  void bytes_areThoseOfTheVector() throws IOException {
    var vector = new Properties();
    try (var in =
        Objects.requireNonNull(WireVectorTest.class.getResourceAsStream("wire.properties"))) {
      vector.load(in);
    }
    long instance = Long.parseUnsignedLong(vector.getProperty("ann.instance"), 16);
    var beacon = Beacon.decode(HexFormat.of().parseHex(vector.getProperty("beacon"))).orElseThrow();
    assertThat(beacon.isOf(instance)).isTrue();
    assertThat(beacon.port()).isEqualTo(10_086);
    assertThat(HexFormat.of().formatHex(beacon.encode())).isEqualTo(vector.getProperty("beacon"));
  }
}
