package dev.parley.udp.session;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * The datagrams of a handshake: a header of nine bytes (two letters, version, type, suite, the
 * sender's index) and what belongs to the type.
 */
final class Opening {
  /** The size of an opener: it is padded, so that no answer is larger. */
  static final int OPENER = 1200;

  /** The size of a cookie. */
  static final int COOKIE = 16;

  static final byte FIRST = 1;
  static final byte SECOND = 2;
  static final byte THIRD = 3;
  static final byte COOKIE_REPLY = 4;

  /** X25519, AES-256-GCM, SHA-256. */
  static final byte SUITE = 1;

  static final byte VERSION = 0;
  static final int HEADER = 9;

  /** In answers the receiver's index follows. */
  static final int ANSWER_HEADER = HEADER + Integer.BYTES;

  private static final byte[] LETTERS = {'P', 'y'};

  private Opening() {}

  /** Whether it begins as a datagram of a handshake does. */
  static boolean isOne(ByteBuffer datagram) {
    int at = datagram.position();
    return datagram.remaining() >= HEADER
        && datagram.get(at) == LETTERS[0]
        && datagram.get(at + 1) == LETTERS[1];
  }

  static byte version(ByteBuffer datagram) {
    return datagram.get(datagram.position() + 2);
  }

  static byte type(ByteBuffer datagram) {
    return datagram.get(datagram.position() + 3);
  }

  static byte suite(ByteBuffer datagram) {
    return datagram.get(datagram.position() + 4);
  }

  static int sender(ByteBuffer datagram) {
    return datagram.getInt(datagram.position() + 5);
  }

  static int receiver(ByteBuffer datagram) {
    return datagram.getInt(datagram.position() + HEADER);
  }

  private static ByteBuffer header(int size, byte type, int sender) {
    return ByteBuffer.allocate(size).put(LETTERS).put(VERSION).put(type).put(SUITE).putInt(sender);
  }

  /** An opener: header, cookie, and the first message, which has the padding in its payload. */
  static byte[] opener(int sender, byte[] cookie, byte[] message) {
    return header(OPENER, FIRST, sender).put(cookie).put(message).array();
  }

  static byte[] answer(byte type, int sender, int receiver, byte[] message) {
    return header(ANSWER_HEADER + message.length, type, sender)
        .putInt(receiver)
        .put(message)
        .array();
  }

  static byte[] cookieReply(int sender, byte[] cookie) {
    return header(HEADER + COOKIE, COOKIE_REPLY, sender).put(cookie).array();
  }

  /** What both must agree on before anything else: protocol, version, suite, who began. */
  static byte[] prologue(int initiator) {
    return ByteBuffer.allocate(12)
        .put(new byte[] {'P', 'a', 'r', 'l', 'e', 'y', VERSION, SUITE})
        .putInt(initiator)
        .array();
  }

  /** A source's address and port, for keyed hashes. */
  static byte[] source(InetSocketAddress from) {
    var address = from.getAddress().getAddress();
    return ByteBuffer.allocate(address.length + 2)
        .put(address)
        .putShort((short) from.getPort())
        .array();
  }
}
