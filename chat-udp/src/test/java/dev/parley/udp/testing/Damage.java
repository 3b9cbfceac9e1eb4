package dev.parley.udp.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Makes bad input of good input: cut, longer, with other bytes, or of two halves; or mere noise.
 */
public final class Damage {
  /** How many inputs a fuzz test tries; {@code -Dparley.fuzz} for many. */
  public static final long ROUNDS = Long.getLong("parley.fuzz", 60_000);

  private final List<byte[]> good;
  private final Random random;

  /** Draws from these, as a seed decides. */
  public Damage(long seed, List<byte[]> good) {
    this.good = List.copyOf(good);
    this.random = new Random(seed);
  }

  /** The next bad input, or by chance a good one. */
  public byte[] next() {
    var bytes = good.get(random.nextInt(good.size())).clone();
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      case 1 -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(40));
      case 2 -> noise(random.nextInt(80));
      case 3 -> spliced(bytes);
      case 4 -> extreme(bytes);
      default -> {
        for (int n = random.nextInt(4); n >= 0 && bytes.length > 0; n--) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        yield bytes;
      }
    };
  }

  private byte[] noise(int length) {
    var noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private byte[] spliced(byte[] bytes) {
    var other = good.get(random.nextInt(good.size()));
    int at = random.nextInt(Math.min(bytes.length, other.length) + 1);
    var both = Arrays.copyOf(bytes, other.length);
    System.arraycopy(other, at, both, at, other.length - at);
    return both;
  }

  /** Where a length may stand, the largest or the smallest there is. */
  private byte[] extreme(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    Arrays.fill(
        bytes,
        at,
        Math.min(bytes.length, at + 1 + random.nextInt(8)),
        (byte) (random.nextBoolean() ? 0xff : 0));
    return bytes;
  }
}
