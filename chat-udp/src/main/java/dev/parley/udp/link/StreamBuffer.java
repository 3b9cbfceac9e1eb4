package dev.parley.udp.link;

import java.nio.ByteBuffer;

/**
 * The bytes of a stream between two offsets, in a ring that grows to a bound and is given back when
 * it is empty.
 */
final class StreamBuffer {
  private static final int SMALLEST = 512;
  private static final byte[] NONE = {};

  private final int bound;
  private byte[] ring = NONE;
  private long start;

  /**
   * Makes an empty one that begins at offset 0.
   *
   * @param bound how many bytes it may hold; a power of two
   */
  StreamBuffer(int bound) {
    this.bound = bound;
  }

  /** The first offset that it may hold. */
  long start() {
    return start;
  }

  int bound() {
    return bound;
  }

  /** How many bytes it keeps room for. */
  int capacity() {
    return ring.length;
  }

  /** Puts bytes at an offset; all must lie within the bound. */
  void put(long offset, ByteBuffer bytes, int length) {
    reserve(offset + length);
    int at = index(offset);
    int first = Math.min(length, ring.length - at);
    bytes.get(ring, at, first);
    bytes.get(ring, 0, length - first);
  }

  void put(long offset, byte value) {
    reserve(offset + 1);
    ring[index(offset)] = value;
  }

  /** Copies bytes out; all must have been put. */
  void get(long offset, ByteBuffer out, int length) {
    int at = index(offset);
    int first = Math.min(length, ring.length - at);
    out.put(ring, at, first);
    out.put(ring, 0, length - first);
  }

  byte get(long offset) {
    return ring[index(offset)];
  }

  /** Forgets all before an offset. {@code end} is where its bytes end now. */
  void forget(long before, long end) {
    start = before;
    if (before == end) {
      ring = NONE;
    }
  }

  private int index(long offset) {
    return (int) (offset & (ring.length - 1));
  }

  private void reserve(long end) {
    long needed = end - start;
    if (needed > bound) {
      throw new IllegalArgumentException(needed + " bytes in a buffer of " + bound);
    }
    if (needed <= ring.length) {
      return;
    }
    int size = Math.max(SMALLEST, ring.length);
    while (size < needed) {
      size *= 2;
    }
    var grown = new byte[size];
    if (ring.length > 0) { // each half stays whole, for one size is a multiple of the other
      int at = index(start);
      int first = ring.length - at;
      System.arraycopy(ring, at, grown, (int) (start & (size - 1)), first);
      System.arraycopy(ring, 0, grown, (int) ((start + first) & (size - 1)), at);
    }
    ring = grown;
  }
}
