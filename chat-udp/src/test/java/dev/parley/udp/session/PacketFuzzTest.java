package dev.parley.udp.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.udp.noise.CipherState;
import dev.parley.udp.noise.Handshake;
import dev.parley.udp.noise.NoiseException;
import dev.parley.udp.testing.CheapCurve;
import dev.parley.udp.testing.Hostile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets of somebody without the keys, and of a member with them who follows no rule. */
class PacketFuzzTest {
  private static final int LONGEST = 300;
  private static final long KEEP = 1000;
  private static final int INDEX = 7;

  private final Hostile hostile = new Hostile(5);
  private CipherState annsKey;
  private PacketProtection ann;
  private PacketProtection bob;

  @BeforeEach
  void shakeHands() throws NoiseException {
    var curve = new CheapCurve();
    var one = curve.pair("one secret of thirty-two bytes ..".substring(0, 32).getBytes(US_ASCII));
    var two = curve.pair("two secret of thirty-two bytes ..".substring(0, 32).getBytes(US_ASCII));
    var none = new byte[0];
    var a = new Handshake(curve, true, none, one, two);
    var b = new Handshake(curve, false, none, two, one);
    b.read(ByteBuffer.wrap(a.write(none)));
    a.read(ByteBuffer.wrap(b.write(none)));
    b.read(ByteBuffer.wrap(a.write(none)));
    var secrets = a.split();
    annsKey = secrets.sending();
    ann = new PacketProtection(secrets, INDEX, 64);
    bob = new PacketProtection(b.split(), INDEX, 64);
  }

  private byte[] sealed(int length) {
    var out = ByteBuffer.allocate(length + PacketProtection.OVERHEAD);
    ann.seal(ByteBuffer.wrap(new byte[length]), out);
    return out.array();
  }

  /** A packet with any number: only its keys are right. */
  private ByteBuffer sealed(long number, byte[] payload) {
    var out = ByteBuffer.allocate(payload.length + PacketProtection.OVERHEAD);
    out.put((byte) 0x40).putInt(INDEX).putLong(number);
    var header = out.duplicate().flip();
    annsKey.seal(number, header, ByteBuffer.wrap(payload), out);
    return out.flip();
  }

  @Test
  void damagedPackets_areRefused_andChangeNothing() throws NoiseException {
    var honest = new ArrayList<byte[]>();
    for (int n = 0; n < 200; n++) { // three times new keys, from the first that are opened on
      honest.add(sealed(1 + n));
    }
    bob.open(0, KEEP, ByteBuffer.wrap(honest.getFirst()), ByteBuffer.allocate(LONGEST));
    int opened = 0;
    int inputs = Hostile.inputs(60_000);
    for (int n = 0; n < inputs; n++) {
      var packet = hostile.damaged(honest, LONGEST);
      if (!PacketProtection.isPacket(ByteBuffer.wrap(packet))) {
        continue;
      }
      try {
        PacketProtection.index(ByteBuffer.wrap(packet));
        var out = ByteBuffer.allocate(packet.length);
        bob.open(n, KEEP, ByteBuffer.wrap(packet), out);
        opened++; // some damage is none, such as a zero for a zero
        int length = out.flip().remaining();
        if (length != packet.length - PacketProtection.OVERHEAD || length != out.limit()) {
          throw new AssertionError("a payload of " + length);
        }
      } catch (NoiseException expected) {
        // refused
      }
    }
    assertThat(opened).isBetween(1, honest.size());
    // Whatever of them was opened before does not open again, and what is new does.
    for (int n = 0; n < 3 * 64; n++) {
      var packet = sealed(10);
      long number = bob.open(inputs + n * 2L * KEEP, KEEP, ByteBuffer.wrap(packet), scratch());
      assertThat(number).isEqualTo(200 + n);
      assertThatThrownBy(() -> bob.open(0, KEEP, ByteBuffer.wrap(packet), scratch()))
          .isInstanceOf(NoiseException.class);
    }
  }

  private static ByteBuffer scratch() {
    return ByteBuffer.allocate(LONGEST);
  }

  /** Numbers that nobody reaches by counting: they must not confuse the window. */
  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE - 1, 1L << 62, Long.MIN_VALUE, -1})
  void numbersOutOfRange_areRefused_thoughTheKeysAreRight(long number) throws NoiseException {
    assertThatThrownBy(() -> bob.open(0, KEEP, sealed(number, new byte[5]), scratch()))
        .isInstanceOf(NoiseException.class);
    assertThat(bob.open(0, KEEP, sealed(3, new byte[5]), scratch())).isEqualTo(3);
  }

  @Test
  void numbersAtRandom_areOpenedOnceEach_orRefused() {
    var extremes = List.of(1L << 62, Long.MAX_VALUE, Long.MIN_VALUE, -1L);
    int inputs = Hostile.inputs(30_000);
    int opened = 0;
    long last = -1;
    for (long n = 1; n <= inputs; n++) {
      long number =
          hostile.oneIn(50) ? hostile.oneOf(extremes) : n * 100 + hostile.below(4096) - 2048;
      if (number == last) {
        continue; // the JDK does not seal twice by one number
      }
      last = number;
      var packet = sealed(number, new byte[] {1});
      if (isOpened(n, packet)) {
        opened++;
        assertThat(isOpened(n, packet.rewind())).isFalse();
      }
    }
    assertThat(opened).isBetween(inputs / 4, inputs - inputs / 100);
    assertThat(isOpened(0, sealed(1L << 61, new byte[1]))).isTrue();
    assertThat(isOpened(0, sealed((1L << 62) - 1, new byte[1]))).isTrue();
    assertThat(isOpened(0, sealed((1L << 61) + 1, new byte[1]))).isFalse();
  }

  private boolean isOpened(long now, ByteBuffer packet) {
    try {
      bob.open(now, KEEP, packet, scratch());
      return true;
    } catch (NoiseException refused) {
      return false;
    }
  }
}
