package dev.parley.udp.link;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the peer says: bytes that arrived in any order, each kept once, and the messages that are
 * complete. The peer may not send beyond the credit, which moves as messages are taken: a reader
 * that takes none holds up the sender, and nobody else.
 */
final class ReceiveStream {
  /** How many gaps there may be: whoever makes more sends his packets again. */
  static final int MAX_RANGES = 256;

  private final StreamBuffer buffer;
  private final int maxMessage;
  private final RangeSet received = new RangeSet();
  private long taken;
  private long creditGiven;

  ReceiveStream(int bound, int maxMessage) {
    this.buffer = new StreamBuffer(bound);
    this.maxMessage = maxMessage;
    this.creditGiven = bound;
  }

  /**
   * Takes bytes in.
   *
   * @return false if they cannot be kept, and their packet must count as lost
   * @throws MalformedPacketException if the peer goes beyond its credit
   */
  boolean receive(long offset, ByteBuffer bytes, int length) throws MalformedPacketException {
    long end = offset + length;
    if (end > creditGiven) {
      throw new MalformedPacketException("stream bytes beyond the credit");
    }
    long from = Math.max(offset, contiguous());
    if (from >= end) {
      return true; // all of it is here already
    }
    if (from > contiguous() && received.ranges() >= MAX_RANGES && !received.contains(from)) {
      return false;
    }
    bytes.position(bytes.position() + (int) (from - offset));
    buffer.put(from, bytes, (int) (end - from));
    received.add(from, end);
    return true;
  }

  /** Up to where there is no gap. */
  private long contiguous() {
    return !received.isEmpty() && received.first() <= taken ? received.end(0) : taken;
  }

  /**
   * The next message that is complete.
   *
   * @return the message, or null if there is none yet
   * @throws MalformedPacketException if its length is not one that a message has
   */
  byte @Nullable [] take() throws MalformedPacketException {
    long available = contiguous() - taken;
    int prefix = available == 0 ? 1 : 1 << ((buffer.get(taken) & 0xff) >> 6);
    if (available < prefix) {
      forgetTaken();
      return null;
    }
    var header = ByteBuffer.allocate(prefix);
    buffer.get(taken, header, prefix);
    long length = Varint.get(header.flip());
    if (length < 1 || length > maxMessage) {
      throw new MalformedPacketException("a message of " + length + " bytes");
    }
    if (available < prefix + length) {
      forgetTaken();
      return null;
    }
    var message = new byte[(int) length];
    buffer.get(taken + prefix, ByteBuffer.wrap(message), message.length);
    taken += prefix + length;
    return message;
  }

  /** Once for many messages; at the latest before the peer may send more. */
  private void forgetTaken() {
    if (buffer.start() < taken) {
      received.remove(0, taken);
      buffer.forget(taken, received.isEmpty() ? taken : received.last());
    }
  }

  /** Whether the peer should hear of more credit. */
  boolean owesCredit() {
    return taken + buffer.bound() - creditGiven >= buffer.bound() / 4;
  }

  /** Gives all the credit that there is. */
  long giveCredit() {
    forgetTaken();
    creditGiven = taken + buffer.bound();
    return creditGiven;
  }

  /** How many bytes are kept. */
  long held() {
    return received.isEmpty() ? 0 : received.last() - taken;
  }

  int ranges() {
    return received.ranges();
  }

  int capacity() {
    return buffer.capacity();
  }
}
