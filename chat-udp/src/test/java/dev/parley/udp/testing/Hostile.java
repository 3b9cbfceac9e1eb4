package dev.parley.udp.testing;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws inputs that no honest peer sends, by a seed: random bytes, and honest ones that were
 * flipped, cut, doubled, spliced, or given numbers at their extremes. How many are drawn is said on
 * the command line: {@code -Dparley.fuzz=1000000} for each test.
 */
public final class Hostile {
  /** Lengths and counts that decoders get wrong, as bytes of an integer or of a varint. */
  private static final byte[][] EXTREMES = {
    {0},
    {1},
    {0x3f},
    {0x40, 0},
    {0x7f},
    {(byte) 0x80},
    {(byte) 0xff},
    {0x7f, (byte) 0xff},
    {(byte) 0xff, (byte) 0xff},
    {0, 0, 0, 0},
    {(byte) 0xbf, (byte) 0xff, (byte) 0xff, (byte) 0xff},
    {0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff},
    {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff},
    {(byte) 0xc0, 0, 0, 0, 0, 0, 0, 0},
    {0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, -1},
    {(byte) 0x80, 0, 0, 0, 0, 0, 0, 0},
    {-1, -1, -1, -1, -1, -1, -1, -1},
  };

  /** Most damage is done near the front, where the headers are. */
  private static final int FRONT = 48;

  private final SplittableRandom random;

  /**
   * Makes one.
   *
   * @param seed what it draws follows from this alone
   */
  public Hostile(long seed) {
    random = new SplittableRandom(seed);
  }

  /**
   * How many inputs a test draws.
   *
   * @param unlessTold as many as a build has time for
   */
  public static int inputs(int unlessTold) {
    return Integer.getInteger("parley.fuzz", unlessTold);
  }

  /** A number from 0 to below a bound. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** Any number. */
  public long number() {
    return random.nextLong();
  }

  /** True once in so many times. */
  public boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /** One of several. */
  public <T> T oneOf(List<T> several) {
    return several.get(random.nextInt(several.size()));
  }

  /** Random bytes, short ones more often than long ones. */
  public byte[] noise(int longest) {
    var noise = new byte[random.nextInt(1 + random.nextInt(longest + 1))];
    random.nextBytes(noise);
    return noise;
  }

  /** Noise, or one of several honest messages after one to four kinds of damage. */
  public byte[] damaged(List<byte[]> honest, int longest) {
    if (oneIn(8)) {
      return noise(longest);
    }
    var bytes = oneOf(honest).clone();
    for (int n = 1 + random.nextInt(1 + random.nextInt(4)); n > 0; n--) {
      bytes = damage(bytes, honest);
    }
    return bytes.length <= longest ? bytes : Arrays.copyOf(bytes, longest);
  }

  private byte[] damage(byte[] bytes, List<byte[]> honest) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> flipped(bytes);
      case 2 -> overwritten(bytes, noise(8));
      case 3, 4 -> overwritten(bytes, EXTREMES[random.nextInt(EXTREMES.length)]);
      case 5 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      case 6 -> oneIn(2) ? joined(bytes, 0, bytes) : without(bytes);
      default -> joined(bytes, random.nextInt(bytes.length + 1), oneOf(honest));
    };
  }

  private int place(int length) {
    return random.nextInt(oneIn(4) ? length : Math.min(length, FRONT));
  }

  private byte[] flipped(byte[] bytes) {
    if (bytes.length > 0) {
      bytes[place(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    }
    return bytes;
  }

  private byte[] overwritten(byte[] bytes, byte[] by) {
    if (bytes.length > 0) {
      int at = place(bytes.length);
      System.arraycopy(by, 0, bytes, at, Math.min(by.length, bytes.length - at));
    }
    return bytes;
  }

  /** What stands before a place in one, and behind a place in the other. */
  private byte[] joined(byte[] head, int until, byte[] tail) {
    int from = head.length == until ? 0 : random.nextInt(tail.length + 1);
    int kept = until == 0 ? head.length : until;
    var joined = Arrays.copyOf(head, kept + tail.length - from);
    System.arraycopy(tail, from, joined, kept, tail.length - from);
    return joined;
  }

  private byte[] without(byte[] bytes) {
    if (bytes.length < 2) {
      return bytes;
    }
    int from = place(bytes.length);
    int until = from + 1 + random.nextInt(bytes.length - from);
    var without = Arrays.copyOf(bytes, bytes.length - (until - from));
    System.arraycopy(bytes, until, without, from, bytes.length - until);
    return without;
  }
}
