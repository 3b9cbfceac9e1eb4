package dev.parley.udp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.udp.noise.Handshake;
import dev.parley.udp.noise.NoiseException;
import dev.parley.udp.noise.X25519;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PacketProtectionTest {
  private static final long KEEP = 1000;
  private static final int KEY_LASTS = 8;
  private static final int INDEX = 0x0102_0304;

  private PacketProtection ann;
  private PacketProtection bob;

  @BeforeEach
  void shakeHands() throws NoiseException {
    var curve = new X25519();
    var one =
        curve.pair(
            new byte[] {
              1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
              25, 26, 27, 28, 29, 30, 31, 32
            });
    var two = curve.pair(new byte[32]);
    var none = new byte[0];
    var a = new Handshake(curve, true, none, one, two);
    var b = new Handshake(curve, false, none, two, one);
    b.read(ByteBuffer.wrap(a.write(none)));
    a.read(ByteBuffer.wrap(b.write(none)));
    b.read(ByteBuffer.wrap(a.write(none)));
    ann = new PacketProtection(a.split(), INDEX, KEY_LASTS);
    bob = new PacketProtection(b.split(), 7, KEY_LASTS);
  }

  private static ByteBuffer sealed(PacketProtection from, int text) {
    var out = ByteBuffer.allocate(4 + PacketProtection.OVERHEAD);
    from.seal(ByteBuffer.allocate(4).putInt(text).flip(), out);
    return out.flip();
  }

  private static ByteBuffer copy(ByteBuffer packet) {
    return ByteBuffer.allocate(packet.remaining()).put(packet.duplicate()).flip();
  }

  private static int opened(PacketProtection to, long now, ByteBuffer packet)
      throws NoiseException {
    var out = ByteBuffer.allocate(100);
    to.open(now, KEEP, packet.duplicate(), out);
    return out.flip().getInt();
  }

  @Test
  void packet_isOpenedByItsReceiver_once() throws NoiseException {
    var packet = sealed(ann, 42);
    assertThat(PacketProtection.isPacket(packet)).isTrue();
    assertThat(PacketProtection.index(packet)).isEqualTo(INDEX);
    assertThat(opened(bob, 0, packet)).isEqualTo(42);
    assertThatThrownBy(() -> opened(bob, 0, packet)).isInstanceOf(NoiseException.class);
    assertThatThrownBy(() -> opened(ann, 0, sealed(ann, 1))).isInstanceOf(NoiseException.class);
  }

  @Test
  void packet_withAnyBitChanged_isRefused_andCountsAsNeverSeen() throws NoiseException {
    var packet = sealed(ann, 42);
    for (int bit = 0; bit < 8 * packet.remaining(); bit++) {
      if (bit / 8 == 0 && bit % 8 != 0) {
        continue; // another type is no packet at all
      }
      var changed = copy(packet);
      changed.put(bit / 8, (byte) (changed.get(bit / 8) ^ (1 << (bit % 8))));
      assertThatThrownBy(() -> opened(bob, 0, changed)).isInstanceOf(NoiseException.class);
    }
    assertThat(opened(bob, 0, packet)).isEqualTo(42);
  }

  @Test
  void forgedHighNumber_doesNotMoveTheWindow() throws NoiseException {
    var first = sealed(ann, 1);
    var forged = copy(sealed(ann, 2));
    forged.putLong(5, Long.MAX_VALUE);
    assertThatThrownBy(() -> opened(bob, 0, forged)).isInstanceOf(NoiseException.class);
    assertThat(opened(bob, 0, first)).isEqualTo(1);
  }

  @Test
  void packetsInAnyOrder_areOpenedOnceEach_acrossKeys() throws NoiseException {
    for (long seed = 0; seed < 50; seed++) {
      var packets = new ArrayList<ByteBuffer>();
      int first = (int) ann.nextNumber();
      for (int n = 0; n < 4; n++) {
        packets.add(sealed(ann, first + n));
      }
      Collections.shuffle(packets, new Random(seed));
      for (var packet : packets) {
        assertThat(opened(bob, seed, packet)).isBetween(first, first + 3);
        assertThatThrownBy(() -> opened(bob, 0, packet)).isInstanceOf(NoiseException.class);
      }
      bob.isLatest(0);
      // A turn later the key before is no longer kept.
      assertThat(opened(bob, (seed + 1) * 2 * KEEP, sealed(ann, -1))).isEqualTo(-1);
    }
  }

  @Test
  void keyBefore_isKeptForAWhile_thenForgotten() throws NoiseException {
    var early = new ArrayList<ByteBuffer>();
    for (int n = 0; n < KEY_LASTS; n++) {
      early.add(sealed(ann, n));
    }
    assertThat(opened(bob, 0, sealed(ann, 100))).isEqualTo(100); // the next key
    assertThat(opened(bob, KEEP - 1, early.get(0))).isZero();
    assertThatThrownBy(() -> opened(bob, KEEP, early.get(1))).isInstanceOf(NoiseException.class);
  }

  @Test
  void packetsOlderThanTheWindow_areRefused() throws NoiseException {
    var protection = new ArrayList<>(List.of(sealed(ann, 0)));
    for (int n = 1; n <= ReplayWindow.SIZE; n++) {
      var packet = sealed(ann, n);
      if (n % KEY_LASTS == 0 || n == ReplayWindow.SIZE) {
        opened(bob, n * 2L * KEEP, packet);
      }
    }
    assertThatThrownBy(() -> opened(bob, 0, protection.getFirst()))
        .isInstanceOf(NoiseException.class);
  }

  @Test
  void isLatest_holdsForTheHighestNumberOnly() throws NoiseException {
    var one = sealed(ann, 1);
    var two = sealed(ann, 2);
    var out = ByteBuffer.allocate(100);
    assertThat(bob.isLatest(bob.open(0, KEEP, two, out))).isTrue();
    assertThat(bob.isLatest(bob.open(0, KEEP, one, out.clear()))).isFalse();
  }

  @Test
  void isPacket_refusesWhatIsTooShortOrOfAnotherType() {
    assertThat(PacketProtection.isPacket(ByteBuffer.allocate(0))).isFalse();
    var shortest = ByteBuffer.allocate(PacketProtection.OVERHEAD).put(0, (byte) 0x40);
    assertThat(PacketProtection.isPacket(shortest)).isFalse();
    var other = ByteBuffer.allocate(100).put(0, (byte) 'P');
    assertThat(PacketProtection.isPacket(other)).isFalse();
  }

  @Test
  void window_holdsExactlyItsSize() {
    var random = new Random(1);
    for (int round = 0; round < 200; round++) {
      var window = new ReplayWindow();
      var seen = new HashSet<Long>();
      long highest = -1;
      for (int n = 0; n < 500; n++) {
        long number =
            Math.max(0, highest + random.nextInt(200) - random.nextInt(3 * ReplayWindow.SIZE / 2));
        boolean fresh =
            number > highest || (number > highest - ReplayWindow.SIZE && !seen.contains(number));
        assertThat(window.isNew(number)).as("%d of %d", number, highest).isEqualTo(fresh);
        if (fresh) {
          window.mark(number);
          seen.add(number);
          highest = Math.max(highest, number);
        }
      }
    }
  }
}
