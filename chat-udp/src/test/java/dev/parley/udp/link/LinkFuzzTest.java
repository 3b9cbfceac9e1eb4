package dev.parley.udp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.udp.testing.Hostile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads that no honest peer writes: each is read or refused, and nothing grows. */
class LinkFuzzTest {
  private static final long ROUNDS = Long.getLong("parley.fuzz", 60_000);
  private static final LinkSettings SETTINGS = LinkSettings.sealed(29);

  /** Each is one payload, in hexadecimal. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "09",
        "ff", // frames that do not exist
        "02",
        "0200",
        "02000000", // an acknowledgement that is cut off
        "0200000000", // of a packet that was never sent
        "03",
        "0300",
        "030005",
        "03000000", // stream bytes that are cut off, or none
        "0380040000" + "01" + "00", // beyond the credit
        "03bfffffff" + "01" + "00", // far beyond it
        "04",
        "05",
        "06",
        "0601020304",
        "07",
        "0801020304050607" // the others, cut off
      })
  void payload_thatFollowsNoRule_isMalformed(String hex) {
    var link = new Link(SETTINGS, (name, by) -> {});
    assertThatThrownBy(() -> link.read(0, 0, ByteBuffer.wrap(HexFormat.of().parseHex(hex))))
        .isInstanceOf(MalformedPacketException.class);
    link.check();
  }

  @ParameterizedTest
  @ValueSource(strings = {"03000100", "0300058001000100"})
  void stream_whoseMessagesHaveNoLength_isMalformed(String hex) throws MalformedPacketException {
    var link = new Link(SETTINGS, (name, by) -> {});
    link.read(0, 0, ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    assertThatThrownBy(link::take).isInstanceOf(MalformedPacketException.class);
  }

  @Test
  void acknowledgedRanges_thatOverlapOrGoBelowZero_areMalformed() {
    var link = new Link(SETTINGS, (name, by) -> {});
    link.send(ByteBuffer.allocate(10));
    assertThat(link.write(0, 5, ByteBuffer.allocate(1200))).isTrue();
    for (var hex : List.of("0205000100" + "0505", "020500010001" + "09", "02050006")) {
      assertThatThrownBy(() -> link.read(1, 0, ByteBuffer.wrap(HexFormat.of().parseHex(hex))))
          .as(hex)
          .isInstanceOf(MalformedPacketException.class);
    }
    assertThat(link.isDone()).isFalse();
    link.check();
  }

  @Test
  void payloads_atRandom_areReadOrRefused_withinBounds() {
    var random = new Random(1);
    var honest = honest();
    var link = new Link(SETTINGS, (name, by) -> {});
    link.send(ByteBuffer.allocate(5000));
    long refused = 0;
    long now = 0;
    for (long n = 0; n < ROUNDS; n++) {
      now += random.nextInt(1_000_000);
      var payload = random.nextInt(3) == 0 ? noise(random) : changed(random, honest);
      try {
        link.read(now, n, ByteBuffer.wrap(payload));
        link.take();
      } catch (MalformedPacketException expected) {
        refused++;
      }
      link.check();
      if (n % 1000 == 0) {
        link = new Link(SETTINGS, (name, by) -> {});
        link.send(ByteBuffer.allocate(5000));
      }
    }
    assertThat(refused).isBetween(ROUNDS / 10, ROUNDS - 1);
  }

  /** What is read is also acted upon: acknowledgements, credit, probes and what is sent again. */
  @Test
  void link_thatHearsDamagedPackets_goesOnWriting_withinBounds() throws MalformedPacketException {
    var hostile = new Hostile(3);
    var conversation = conversation();
    var link = new Link(SETTINGS, (name, by) -> {});
    var out = ByteBuffer.allocate(link.largestPayload());
    long ours = 0;
    long now = 0;
    int inputs = Hostile.inputs(60_000);
    long refused = 0;
    long written = 0;
    for (long n = 0; n < inputs; n++) {
      now += hostile.below(2_000_000);
      var payload =
          switch (hostile.below(20)) {
            case 0 -> hostile.damaged(conversation, 1200);
            case 1, 2, 3, 4 -> hostile.oneOf(conversation);
            default -> plausible(hostile, ours);
          };
      try {
        link.read(now, hostile.oneIn(100) ? hostile.number() >>> 2 : n, ByteBuffer.wrap(payload));
        for (var message = link.take(); message != null; message = link.take()) {
          assertThat(message.length).isBetween(1, SETTINGS.maxMessage());
        }
      } catch (MalformedPacketException expected) {
        refused++;
        link.check();
        link = new Link(SETTINGS, (name, by) -> {}); // as the link ends
        ours = hostile.below(300);
      }
      link.send(ByteBuffer.allocate(1 + hostile.below(2000)));
      if (link.deadline(now) <= now) {
        link.expired(now);
      }
      for (int packets = 0; link.write(now, ours, out.clear()); packets++) {
        ours += 1 + hostile.below(2);
        written++;
        if (packets > 1000) {
          throw new AssertionError("no end of writing: " + link);
        }
      }
      link.check();
    }
    assertThat(refused).isBetween(inputs / 100L, inputs / 2L);
    assertThat(written).isGreaterThan(inputs / 10);
  }

  /** Frames that are whole, with numbers that may be true. */
  private static byte[] plausible(Hostile hostile, long sent) {
    var out = ByteBuffer.allocate(1200);
    for (int frames = 1 + hostile.below(4); frames > 0; frames--) {
      switch (hostile.below(4)) {
        case 0 -> {
          long largest = Math.max(0, sent - 1 - hostile.below(30));
          int more = hostile.below(3);
          Varint.put(out.put(Frames.ACK), largest);
          Varint.put(out, hostile.below(1 << 20));
          Varint.put(out, more);
          Varint.put(out, Math.min(largest, hostile.below(5)));
          for (int n = 0; n < 2 * more; n++) {
            Varint.put(out, hostile.below(3));
          }
        }
        case 1 -> {
          int length = 1 + hostile.below(200);
          int offset = hostile.below(2000);
          Varint.put(out.put(Frames.STREAM), hostile.oneIn(20) ? 262_144 - offset / 8 : offset);
          Varint.put(out, length);
          out.put(ones(length));
        }
        case 2 -> Varint.put(out.put(Frames.CREDIT), hostile.below(400_000));
        default -> out.put(Frames.PING).put(Frames.PATH_CHALLENGE).putLong(hostile.number());
      }
    }
    return bytes(out.flip());
  }

  /** A row of messages of one byte each, wherever it is cut. */
  private static byte[] ones(int length) {
    var ones = new byte[length];
    Arrays.fill(ones, (byte) 1);
    return ones;
  }

  /** What one end of a busy link writes: messages, acknowledgements, credit, probes. */
  private static List<byte[]> conversation() throws MalformedPacketException {
    var payloads = new ArrayList<>(honest());
    var out = ByteBuffer.allocate(8192);
    var heard = new Link(SETTINGS, (name, by) -> {});
    for (long number = 0; number < 200; number++) {
      heard.send(ByteBuffer.allocate((int) (1 + number % 90)));
      if (number % 5 != 0) {
        heard.read(number * LinkPair.MILLISECOND, number, ByteBuffer.wrap(payloads.getFirst()));
      }
      if (heard.write(number * LinkPair.MILLISECOND, number, out.clear())) {
        payloads.add(bytes(out.flip()));
      }
    }
    return payloads;
  }

  private static List<byte[]> honest() {
    var payloads = new ArrayList<byte[]>();
    var one = new Link(SETTINGS, (name, by) -> {});
    var random = new Random(7);
    for (int n = 0; n < 40; n++) {
      one.send(ByteBuffer.allocate(1 + random.nextInt(300)));
    }
    one.ping();
    var out = ByteBuffer.allocate(one.largestPayload());
    one.writeChallenge(0, 77, out);
    payloads.add(bytes(out.flip()));
    for (long number = 1; one.write(1, number, out.clear()); number++) {
      payloads.add(bytes(out.flip()));
    }
    return payloads;
  }

  private static byte[] bytes(ByteBuffer from) {
    var bytes = new byte[from.remaining()];
    from.get(bytes);
    return bytes;
  }

  private static byte[] noise(Random random) {
    var noise = new byte[random.nextInt(60)];
    random.nextBytes(noise);
    if (noise.length > 0) {
      noise[0] = (byte) random.nextInt(9);
    }
    return noise;
  }

  private static byte[] changed(Random random, List<byte[]> honest) {
    var payload = honest.get(random.nextInt(honest.size())).clone();
    for (int n = random.nextInt(4); n > 0; n--) {
      payload[random.nextInt(Math.min(40, payload.length))] = (byte) random.nextInt(256);
    }
    return payload;
  }
}
