package dev.parley.udp.link;

import java.nio.ByteBuffer;

/**
 * What we say: the bytes that the peer has not acknowledged yet, and which of them must be sent
 * again. Each message has its length before it.
 */
final class SendStream {
  private final StreamBuffer buffer;
  private final RangeSet acknowledged = new RangeSet();
  private final RangeSet lost = new RangeSet();

  /** Where unsent bytes begin, and where the peer allows us to go. */
  private long sent;

  private long end;
  private long credit;

  SendStream(int bound, long credit) {
    this.buffer = new StreamBuffer(bound);
    this.credit = credit;
  }

  /** Takes a message whole or not at all. */
  boolean append(ByteBuffer message) {
    int length = message.remaining();
    int prefix = Varint.size(length);
    if (end + prefix + length - buffer.start() > buffer.bound()) {
      return false;
    }
    var header = ByteBuffer.allocate(prefix);
    Varint.put(header, length);
    buffer.put(end, header.flip(), prefix);
    buffer.put(end + prefix, message, length);
    end += prefix + length;
    return true;
  }

  /** Whether anything can be sent: again, or for the first time and within the credit. */
  boolean hasMore() {
    return !lost.isEmpty() || sent < Math.min(end, credit);
  }

  /** Whether the peer's credit alone holds up what waits. */
  boolean isBlocked() {
    return lost.isEmpty() && sent < end && sent >= credit;
  }

  /** Whether the peer has everything. */
  boolean isDone() {
    return buffer.start() == end;
  }

  /** How many bytes the peer has not acknowledged. */
  long unacknowledged() {
    return end - buffer.start();
  }

  int capacity() {
    return buffer.capacity();
  }

  /** What was sent longest ago and is not acknowledged is to be sent again: for probes. */
  void loseOldest(int bytes) {
    if (lost.isEmpty() && buffer.start() < sent) {
      lost(buffer.start(), Math.min(sent, buffer.start() + bytes));
    }
  }

  /**
   * Writes one run of bytes, with its place, as far as they fit.
   *
   * @param into notes which bytes
   * @return whether anything was written
   */
  boolean write(ByteBuffer out, SentPacket into) {
    boolean again = !lost.isEmpty();
    long from = again ? lost.first() : sent;
    long until = again ? lost.end(0) : Math.min(end, credit);
    int overhead = 1 + Varint.size(from) + 2;
    int length = (int) Math.min(until - from, out.remaining() - overhead);
    if (length <= 0) {
      return false;
    }
    out.put(Frames.STREAM);
    Varint.put(out, from);
    Varint.put(out, length);
    buffer.get(from, out, length);
    into.carries(from, from + length);
    if (again) {
      lost.remove(from, from + length);
    } else {
      sent = from + length;
    }
    return true;
  }

  /** The peer may be sent so much. Less than before changes nothing. */
  void credit(long offset) {
    credit = Math.max(credit, offset);
  }

  /** The peer has these bytes. */
  void acknowledged(long from, long until) {
    acknowledged.add(Math.max(from, buffer.start()), until);
    lost.remove(from, until);
    if (!acknowledged.isEmpty() && acknowledged.first() == buffer.start()) {
      buffer.forget(acknowledged.end(0), end);
      acknowledged.removeFirst();
    }
  }

  /** These bytes must be sent again, but for those that the peer has meanwhile. */
  void lost(long from, long until) {
    long at = Math.max(from, buffer.start());
    for (int n = 0; n < acknowledged.ranges() && at < until; n++) {
      if (acknowledged.end(n) <= at) {
        continue;
      }
      lost.add(at, Math.min(until, acknowledged.start(n)));
      at = acknowledged.end(n);
    }
    lost.add(at, until);
  }

  /** All that was sent and not acknowledged must be sent again. */
  void loseAll() {
    lost(buffer.start(), sent);
  }

  @Override
  public String toString() {
    return "from %d, sent to %d of %d, credit to %d, %d ranges to send again"
        .formatted(buffer.start(), sent, end, credit, lost.ranges());
  }
}
