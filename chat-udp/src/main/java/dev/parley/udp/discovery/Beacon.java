package dev.parley.udp.discovery;

import dev.parley.core.time.Entropy;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a program says to everybody: that at this address somebody can be called. No name and no key
 * is in it; its tag is another in each, and only those who know the sender already see whose it is.
 *
 * @param port where the sender can be called
 * @param nonce eight random bytes
 * @param tag the beginning of a hash over the nonce and the sender's run
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Beacon(int port, byte[] nonce, byte[] tag) {
  /** The size of a beacon in bytes. */
  static final int BYTES = 22;

  private static final byte[] HEADER = {'P', 'y', 0, 5};
  private static final int NONCE = 8;
  private static final int TAG = 8;

  static Beacon of(int port, long instance, Entropy entropy) {
    var nonce = new byte[NONCE];
    entropy.fill(nonce);
    return new Beacon(port, nonce, tag(instance, nonce));
  }

  /** Whether it is of this run of a program. */
  boolean isOf(long instance) {
    return Arrays.equals(tag, tag(instance, nonce));
  }

  private static byte[] tag(long instance, byte[] nonce) {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      hash.update(ByteBuffer.allocate(NONCE + Long.BYTES).put(nonce).putLong(instance).flip());
      return Arrays.copyOf(hash.digest(), TAG);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }

  byte[] encode() {
    return ByteBuffer.allocate(BYTES)
        .put(HEADER)
        .putShort((short) port)
        .put(nonce)
        .put(tag)
        .array();
  }

  /** Reads a datagram; nothing if it is no beacon. */
  static Optional<Beacon> decode(byte[] datagram) {
    if (datagram.length != BYTES
        || !Arrays.equals(datagram, 0, HEADER.length, HEADER, 0, HEADER.length)) {
      return Optional.empty();
    }
    var in = ByteBuffer.wrap(datagram, HEADER.length, BYTES - HEADER.length);
    int port = in.getShort() & 0xffff;
    var nonce = new byte[NONCE];
    var tag = new byte[TAG];
    in.get(nonce).get(tag);
    return port == 0 ? Optional.empty() : Optional.of(new Beacon(port, nonce, tag));
  }
}
