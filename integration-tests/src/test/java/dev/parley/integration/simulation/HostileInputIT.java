package dev.parley.integration.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.udp.Datagram;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whole programs under attack by somebody who sees everything and can send anything, from any
 * address. {@code -Dparley.hostile=1000000} is the long form of each.
 */
class HostileInputIT {
  private static final int INPUTS = Integer.getInteger("parley.hostile", 50_000);
  private static final int AT_ONCE = 50;
  private static final long MOST_HEAP = 256L << 20;

  private final Stage stage = new Stage();
  private final Random random = new Random(11);
  private final List<Datagram> seen = new ArrayList<>();

  @AfterEach
  void end() {
    stage.close();
  }

  /** Two that talk, and everything that passed between them. */
  private List<Program> talking() {
    stage.network.tap((from, datagram) -> seen.add(datagram));
    var pair = stage.pair();
    stage.say(pair.get(0), 200);
    stage.say(pair.get(1), 200);
    stage.until(() ->
        pair.get(0).applied(pair.get(1).log) == 200 && pair.get(1).applied(pair.get(0).log) == 200);
    stage.network.tap((from, datagram) -> {});
    return pair;
  }

  private void requireWell(List<Program> pair) {
    long before = stage.ledger.said(pair.get(0).log);
    stage.say(pair.get(0), 50);
    stage.until(() -> pair.get(1).applied(pair.get(0).log) == before + 50);
    for (var program : pair) {
      program.transport.check();
      assertThat(program.failures()).isZero();
      assertThat(program.links).hasSize(1);
    }
  }

  private byte[] mutated(byte[] datagram) {
    var bytes = datagram.clone();
    return switch (random.nextInt(5)) {
      case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      case 1 -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(300));
      case 2 -> {
        for (int n = random.nextInt(20); n >= 0; n--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        yield bytes;
      }
      case 3 -> {
        var other = seen.get(random.nextInt(seen.size())).payload();
        int at = random.nextInt(Math.min(bytes.length, other.length));
        System.arraycopy(other, at, bytes, at, Math.min(bytes.length, other.length) - at);
        yield bytes;
      }
      default -> {
        int bit = random.nextInt(8 * bytes.length);
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        yield bytes;
      }
    };
  }

  private static boolean isOpener(byte[] bytes) {
    return bytes.length == 1200 && bytes[0] == 'P' && bytes[1] == 'y' && bytes[3] == 1;
  }

  @Test
  void damagedDatagrams_stopNothing_andGetNoAnswer() {
    var pair = talking();
    var attacker = stage.stranger();
    long openers = 0;
    for (int n = 0; n < INPUTS; n++) {
      var bytes = mutated(seen.get(random.nextInt(seen.size())).payload());
      openers += isOpener(bytes) ? 1 : 0;
      if (random.nextBoolean()) {
        attacker.send(pair.get(n % 2), bytes);
      } else { // as if the peer had sent it
        var from = pair.get(1 - n % 2).socket.address();
        stage.network.inject(from, new Datagram(pair.get(n % 2).socket.address(), bytes));
      }
      if (n % AT_ONCE == 0) {
        stage.run(Duration.ofMillis(2));
      }
    }
    stage.run(Duration.ofSeconds(30));
    assertThat(attacker.got).hasSizeLessThanOrEqualTo((int) openers);
    assertThat(attacker.got).allMatch(answer -> answer[0] == 'P' && answer.length <= 1200);
    requireWell(pair);
  }

  @Test
  void noise_stopsNothing_andGetsNoAnswer() {
    var pair = talking();
    var attacker = stage.stranger();
    for (int n = 0; n < INPUTS; n++) {
      var bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      if (bytes.length > 5 && random.nextBoolean()) {
        bytes[0] = (byte) (random.nextBoolean() ? 0x40 : 'P');
        bytes[1] = 'y';
        bytes[2] = 0;
        bytes[3] = (byte) random.nextInt(6);
        bytes[4] = 1;
      }
      attacker.send(pair.get(n % 2), bytes);
      if (n % AT_ONCE == 0) {
        stage.run(Duration.ofMillis(2));
      }
    }
    stage.run(Duration.ofSeconds(5));
    assertThat(attacker.got).isEmpty();
    requireWell(pair);
  }

  @Test
  void recordedSession_playedAgainInAnyOrderFromAnyAddress_changesNothing() {
    var pair = talking();
    var attacker = stage.stranger();
    var orders = new ArrayList<>(List.of(List.copyOf(seen), List.copyOf(seen.reversed())));
    for (int n = 0; n < 5; n++) {
      var shuffled = new ArrayList<>(seen);
      Collections.shuffle(shuffled, random);
      orders.add(shuffled);
    }
    for (var order : orders) {
      for (var datagram : order) {
        var other =
            datagram.peer().equals(pair.get(0).socket.address()) ? pair.get(1) : pair.get(0);
        stage.network.inject(other.socket.address(), datagram);
        stage.network.inject(attacker.address, datagram);
        stage.run(Duration.ofMillis(1));
      }
      stage.run(Duration.ofSeconds(1));
    }
    assertThat(attacker.got).allMatch(answer -> answer[0] == 'P'); // none is of a session
    assertThat(pair.get(0).applied(pair.get(1).log)).isEqualTo(200);
    assertThat(pair.get(1).applied(pair.get(0).log)).isEqualTo(200);
    requireWell(pair);
  }

  @Test
  void openersFromInventedSources_takeNoRoom_andTheSessionGoesOn() throws UnknownHostException {
    var pair = talking();
    var opener = seen.stream().map(Datagram::payload).filter(HostileInputIT::isOpener).findFirst();
    var to = pair.get(1);
    long before = stage.ledger.said(pair.get(0).log);
    int said = 0;
    for (int n = 0; n < INPUTS; n++) {
      var bytes = opener.orElseThrow().clone();
      for (int at = 5; at < 9; at++) {
        bytes[at] = (byte) random.nextInt(); // another index
      }
      for (int at = 25; at < 57; at++) {
        bytes[at] = (byte) random.nextInt(); // another key
      }
      var source = new byte[] {(byte) 172, 16, (byte) random.nextInt(), (byte) random.nextInt()};
      var from =
          new InetSocketAddress(InetAddress.getByAddress(source), 1 + random.nextInt(60_000));
      stage.network.inject(from, new Datagram(to.socket.address(), bytes));
      if (n % AT_ONCE == 0) {
        stage.say(pair.get(0), 1);
        said++;
        stage.run(Duration.ofMillis(5));
        to.transport.check();
      }
    }
    long all = before + said;
    stage.until(() -> to.applied(pair.get(0).log) == all);
    assertThat(to.transport.counters().get("handshake.cookies-sent")).isGreaterThan(INPUTS / 2);
    System.gc();
    var runtime = Runtime.getRuntime();
    assertThat(runtime.totalMemory() - runtime.freeMemory()).isLessThan(MOST_HEAP);
    requireWell(pair);
  }
}
