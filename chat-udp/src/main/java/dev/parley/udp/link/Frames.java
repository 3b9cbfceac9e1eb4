package dev.parley.udp.link;

/** The first byte of each frame. */
final class Frames {
  /** Nothing: fills a packet up. */
  static final byte PADDING = 0;

  /** Asks for an acknowledgement, and nothing else. */
  static final byte PING = 1;

  /** Which packets arrived: largest, delay, count of further ranges, then as in RFC 9000 19.3.1. */
  static final byte ACK = 2;

  /** Bytes of the stream: offset, length, bytes. */
  static final byte STREAM = 3;

  /** How far the stream may go: offset. */
  static final byte CREDIT = 4;

  /** The link ends: reason. */
  static final byte CLOSE = 5;

  /** Proves a path: eight bytes that must come back. */
  static final byte PATH_CHALLENGE = 6;

  /** Brings them back. */
  static final byte PATH_RESPONSE = 7;

  /** Which link the packet is of: eight bytes. Stands first, until the peer has acknowledged. */
  static final byte LINK = 8;

  private Frames() {}
}
