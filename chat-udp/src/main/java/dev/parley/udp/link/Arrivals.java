package dev.parley.udp.link;

import java.nio.ByteBuffer;

/** Which packets arrived, and when the peer should hear of it (RFC 9000 section 13.2). */
final class Arrivals {
  /** How many ranges are remembered; of older packets nothing more is said. */
  static final int MAX_RANGES = 64;

  /** The delay is told in units of 8 microseconds. */
  static final int DELAY_SHIFT = 13; // 8192 ns

  private static final int AT_ONCE_AFTER = 2;

  private final RangeSet numbers = new RangeSet();
  private long largestAt;
  private int unacknowledged;
  private long due = Long.MAX_VALUE;

  /**
   * A packet arrived.
   *
   * @param asks whether it asks for an acknowledgement
   */
  void arrived(long now, long number, boolean asks) {
    boolean inOrder = numbers.isEmpty() || number == numbers.last();
    if (numbers.isEmpty() || number >= numbers.last()) {
      largestAt = now;
    }
    numbers.add(number, number + 1);
    if (numbers.ranges() > MAX_RANGES) {
      numbers.removeFirst();
    }
    if (!asks) {
      return;
    }
    unacknowledged++;
    if (unacknowledged >= AT_ONCE_AFTER || !inOrder) {
      due = now;
    } else {
      due = Math.min(due, now + RoundTrip.MAX_ACK_DELAY);
    }
  }

  /** When an acknowledgement must go out. */
  long due() {
    return due;
  }

  /** Whether one may go along with something else. */
  boolean isOwed() {
    return unacknowledged > 0;
  }

  int ranges() {
    return numbers.ranges();
  }

  /** Writes as many ranges as fit, the latest first. Whether there was anything to write. */
  boolean write(long now, ByteBuffer out) {
    if (numbers.isEmpty()) {
      return false;
    }
    int room = out.remaining() - 1 - 3 * Long.BYTES - 1;
    int last = numbers.ranges() - 1;
    int more = Math.min(last, Math.max(0, room) / (2 * Long.BYTES));
    if (room < 0) {
      return false;
    }
    out.put(Frames.ACK);
    Varint.put(out, numbers.end(last) - 1);
    Varint.put(out, Math.max(0, now - largestAt) >> DELAY_SHIFT);
    Varint.put(out, more);
    Varint.put(out, numbers.end(last) - numbers.start(last) - 1);
    for (int n = last - 1; n >= last - more; n--) {
      Varint.put(out, numbers.start(n + 1) - numbers.end(n) - 1);
      Varint.put(out, numbers.end(n) - numbers.start(n) - 1);
    }
    unacknowledged = 0;
    due = Long.MAX_VALUE;
    return true;
  }
}
