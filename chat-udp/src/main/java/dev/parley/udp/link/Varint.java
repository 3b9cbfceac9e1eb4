package dev.parley.udp.link;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Integers of 1, 2, 4 or 8 bytes (RFC 9000 section 16). */
public final class Varint {
  /** The largest that can be written. */
  public static final long MAX = (1L << 62) - 1;

  private static final int TWO = 0x4000;
  private static final long FOUR = 0x8000_0000L;
  private static final long EIGHT = 0xC000_0000_0000_0000L;

  private Varint() {}

  /**
   * How many bytes a value takes.
   *
   * @param value from 0 to {@link #MAX}
   * @return 1, 2, 4 or 8
   */
  public static int size(long value) {
    if (value < 1 << 6) {
      return 1;
    }
    if (value < 1 << 14) {
      return 2;
    }
    return value < 1 << 30 ? 4 : 8;
  }

  /**
   * Writes a value in the fewest bytes.
   *
   * @param out where
   * @param value from 0 to {@link #MAX}
   */
  public static void put(ByteBuffer out, long value) {
    switch (size(value)) {
      case 1 -> out.put((byte) value);
      case 2 -> out.putShort((short) (TWO | value));
      case 4 -> out.putInt((int) (FOUR | value));
      default -> out.putLong(EIGHT | value);
    }
  }

  /**
   * Reads a value.
   *
   * @param in from where
   * @return from 0 to {@link #MAX}
   * @throws MalformedPacketException if the bytes end before it does
   */
  public static long get(ByteBuffer in) throws MalformedPacketException {
    try {
      int first = in.get() & 0xff;
      int more = (1 << (first >> 6)) - 1;
      long value = first & 0x3f;
      for (int n = 0; n < more; n++) {
        value = (value << 8) | (in.get() & 0xff);
      }
      return value;
    } catch (BufferUnderflowException cut) {
      throw new MalformedPacketException("an integer is cut off");
    }
  }
}
