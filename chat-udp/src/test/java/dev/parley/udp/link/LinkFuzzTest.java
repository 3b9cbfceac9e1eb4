package dev.parley.udp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
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
