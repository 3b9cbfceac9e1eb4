package dev.parley.udp.link;

import static dev.parley.udp.link.LinkPair.MILLISECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.transport.SendResult;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds over any network: every message once, in order, within bounds, and an end. */
@Timeout(120)
class LinkPropertyTest {
  private static final long SEEDS = Long.getLong("parley.seeds", 400);
  private static final LinkSettings SMALL = new LinkSettings(9_000, 16_384, 16_384, 29, 1200, 8192);

  @Test
  void messages_arriveOnceAndInOrder_overAnyNetwork() throws MalformedPacketException {
    for (long seed = 0; seed < SEEDS; seed++) {
      try {
        run(seed);
      } catch (RuntimeException | AssertionError failure) {
        throw new AssertionError("seed " + seed + " fails: " + failure, failure);
      }
    }
  }

  private static void run(long seed) throws MalformedPacketException {
    var random = new Random(seed);
    var pair = new LinkPair(seed, LinkPair.Weather.of(random), SMALL);
    List<List<byte[]>> said = List.of(new ArrayList<>(), new ArrayList<>());
    int events = 30 + random.nextInt(60);
    for (int n = 0; n < events; n++) {
      event(pair, random, said);
      pair.runUntil(pair.now + random.nextInt(50) * MILLISECOND);
    }
    Arrays.fill(pair.cut, false);
    Arrays.fill(pair.reading, true);
    pair.take(0);
    pair.take(1);
    pair.settle();
    for (int end = 0; end < 2; end++) {
      assertThat(pair.links[end].isDone()).as("%s", pair.links[end]).isTrue();
      assertThat(pair.taken.get(end)).hasSameSizeAs(said.get(1 - end));
      for (int n = 0; n < said.get(1 - end).size(); n++) {
        assertThat(pair.taken.get(end).get(n)).isEqualTo(said.get(1 - end).get(n));
      }
    }
  }

  private static void event(LinkPair pair, Random random, List<List<byte[]>> said)
      throws MalformedPacketException {
    int end = random.nextInt(2);
    switch (random.nextInt(12)) {
      case 0 -> pair.cut[end] = !pair.cut[end];
      case 1 -> {
        pair.reading[end] = !pair.reading[end];
        pair.take(end);
      }
      case 2 -> pair.renew();
      case 3 -> pair.links[end].ping();
      default -> {
        for (int n = random.nextInt(20); n >= 0; n--) {
          var message = message(random);
          if (pair.send(end, message) == SendResult.ACCEPTED) {
            said.get(end).add(message);
          }
        }
      }
    }
  }

  private static byte[] message(Random random) {
    var message = new byte[1 + random.nextInt(random.nextInt(10) == 0 ? 9_000 : 200)];
    random.nextBytes(message);
    return message;
  }

  @Test
  void largestMessages_passInFragments() throws MalformedPacketException {
    var pair = new LinkPair(1, new LinkPair.Weather(), LinkSettings.sealed(29));
    var message = new byte[65_536];
    new Random(1).nextBytes(message);
    assertThat(pair.send(0, message)).isEqualTo(SendResult.ACCEPTED);
    pair.settle();
    assertThat(pair.taken.get(1)).hasSize(1);
    assertThat(pair.taken.get(1).getFirst()).isEqualTo(message);
    assertThat(pair.send(0, new byte[65_537])).isEqualTo(SendResult.TOO_BIG);
    assertThat(pair.send(0, new byte[0])).isEqualTo(SendResult.TOO_BIG);
  }

  @Test
  void smallMessages_shareADatagram() throws MalformedPacketException {
    var pair = new LinkPair(1, new LinkPair.Weather(), LinkSettings.sealed(29));
    for (int n = 0; n < 100; n++) {
      pair.send(0, new byte[100]);
    }
    pair.flush();
    assertThat(pair.packets).isLessThanOrEqualTo(10);
    pair.settle();
    assertThat(pair.taken.get(1)).hasSize(100);
  }

  @Test
  void loneMessage_leavesAtOnce_andCostsLittle() throws MalformedPacketException {
    var pair = new LinkPair(1, new LinkPair.Weather(), LinkSettings.sealed(29));
    pair.send(0, new byte[20]);
    pair.flush();
    assertThat(pair.packets).isEqualTo(1);
    assertThat(pair.bytes - 20).isLessThanOrEqualTo(10);
  }

  @Test
  void readerThatTakesNothing_holdsUpItsSenderOnly() throws MalformedPacketException {
    var pair = new LinkPair(1, new LinkPair.Weather(), SMALL);
    pair.reading[1] = false;
    int accepted = 0;
    for (int n = 0; n < 10_000; n++) {
      accepted += pair.send(0, new byte[100]) == SendResult.ACCEPTED ? 1 : 0;
      pair.step();
    }
    // What waits is what the reader's buffer and the sender's hold.
    assertThat(accepted).isBetween(2 * 16_384 / 102 - 20, 2 * 16_384 / 101);
    pair.send(1, new byte[7]);
    pair.runUntil(pair.now + 1000 * MILLISECOND);
    assertThat(pair.taken.get(0)).hasSize(1);
    assertThat(pair.links[0].becameWritable()).isFalse();
    pair.reading[1] = true;
    pair.take(1);
    pair.settle();
    assertThat(pair.taken.get(1)).hasSize(accepted);
    assertThat(pair.links[0].becameWritable()).isTrue();
    assertThat(pair.links[0].becameWritable()).isFalse();
  }

  @Test
  void acknowledgements_areNotAcknowledged() throws MalformedPacketException {
    var pair = new LinkPair(1, new LinkPair.Weather(), SMALL);
    pair.send(0, new byte[10]);
    pair.settle();
    assertThat(pair.packets).isEqualTo(2);
  }

  @Test
  void lostDatagram_isRepairedWithinTheProbeTimeout() throws MalformedPacketException {
    var pair = new LinkPair(1, new LinkPair.Weather(), SMALL);
    for (int n = 0; n < 20; n++) { // to learn how long a round trip takes
      pair.send(0, new byte[10]);
      pair.settle();
    }
    pair.cut[1] = true;
    pair.send(0, new byte[11]);
    pair.flush();
    pair.cut[1] = false;
    long lost = pair.now;
    while (pair.taken.get(1).size() < 21) {
      assertThat(pair.step()).isTrue();
    }
    assertThat(pair.now - lost).isLessThanOrEqualTo(30 * MILLISECOND);
  }

  @Test
  void datagrams_growAsFarAsThePathCarries_andShrinkAgain() throws MalformedPacketException {
    var weather = new LinkPair.Weather();
    weather.largest = 1450 - 29;
    var pair = new LinkPair(1, weather, LinkSettings.sealed(29));
    for (int n = 0; n < 200; n++) {
      pair.send(0, new byte[1000]);
      pair.runUntil(pair.now + 20 * MILLISECOND);
    }
    assertThat(pair.links[0].datagram()).isEqualTo(1400);
    weather.largest = 1250 - 29;
    pair.send(0, new byte[5000]);
    pair.settle();
    assertThat(pair.links[0].datagram()).isLessThanOrEqualTo(1250);
    assertThat(pair.taken.get(1)).hasSize(201);
  }

  @Test
  void pathResponse_bringsTheChallengeBack() throws MalformedPacketException {
    var asks = new Link(SMALL, (name, by) -> {});
    var answers = new Link(SMALL, (name, by) -> {});
    var packet = ByteBuffer.allocate(2000);
    asks.writeChallenge(0, 0x1234_5678_9abc_def0L, packet);
    answers.read(0, 0, packet.flip());
    assertThat(answers.write(0, 0, packet.clear())).isTrue();
    asks.read(0, 0, packet.flip());
    assertThat(asks.responded()).isEqualTo(0x1234_5678_9abc_def0L);
    assertThat(asks.responded()).isNull();
  }

  @Test
  void idleLink_holdsLittleMemory_andSendsNothing() throws MalformedPacketException {
    var pair = new LinkPair(1, new LinkPair.Weather(), LinkSettings.sealed(29));
    for (int n = 0; n < 1000; n++) {
      pair.send(0, new byte[200]);
    }
    pair.settle();
    long before = pair.packets;
    pair.runUntil(pair.now + 60_000 * MILLISECOND);
    assertThat(pair.packets).isEqualTo(before);
    assertThat(pair.links[0].deadline(pair.now)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void write_withANumberUsedBefore_isRefused() {
    var link = new Link(SMALL, (name, by) -> {});
    link.send(ByteBuffer.wrap(new byte[10]));
    assertThat(link.write(0, 5, ByteBuffer.allocate(2000))).isTrue();
    assertThatThrownBy(() -> link.write(0, 5, ByteBuffer.allocate(2000)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
