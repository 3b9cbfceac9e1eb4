package dev.parley.udp.session;

import dev.parley.udp.noise.DhKeyPair;
import dev.parley.udp.noise.DiffieHellman;
import dev.parley.udp.noise.Handshake;
import dev.parley.udp.noise.NoiseException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A handshake that we begin: what was sent, and when it is sent again. */
final class Attempt {
  private static final byte[] PADDING =
      new byte[Opening.OPENER - Opening.HEADER - Opening.COOKIE - DiffieHellman.BYTES];

  final InetSocketAddress address;
  final int index;
  private final DiffieHellman curve;
  private final DhKeyPair own;
  private final DhKeyPair ephemeral;
  private byte[] cookie = new byte[Opening.COOKIE];
  private byte[] message;
  Handshake handshake;
  int tries;
  long next;

  /** What is sent now: the opener, and once there is an answer the third message. */
  byte[] datagram;

  /** Whether the answer has come. */
  boolean finishing;

  /** Whether a handshake of the other goes on instead: an answer to this one comes too late. */
  boolean postponed;

  /** The index of the other, once it has answered. */
  @Nullable Integer theirIndex;

  Attempt(
      InetSocketAddress address,
      int index,
      DiffieHellman curve,
      DhKeyPair own,
      DhKeyPair ephemeral) {
    this.address = address;
    this.index = index;
    this.curve = curve;
    this.own = own;
    this.ephemeral = ephemeral;
    this.handshake = begun();
    this.message = written(handshake);
    this.datagram = Opening.opener(index, cookie, message);
  }

  /** Whether it waits for an answer. */
  boolean isOpen() {
    return !finishing && !postponed;
  }

  private Handshake begun() {
    return new Handshake(curve, true, Opening.prologue(index), own, ephemeral);
  }

  private static byte[] written(Handshake handshake) {
    try {
      return handshake.write(PADDING);
    } catch (NoiseException impossible) {
      throw new IllegalStateException("the first message needs nobody's key", impossible);
    }
  }

  /** Takes back what a message that was no answer has done: the same bytes are under way. */
  void forgetAnswer() {
    handshake = begun();
    message = written(handshake);
  }

  /** The same first message, with the proof that we are where we say. */
  void proveWith(byte[] proof) {
    cookie = proof;
    datagram = Opening.opener(index, cookie, message);
  }

  /** Negative if our ephemeral key is the lower: then we stay the initiator. */
  int compareWith(byte[] theirEphemeral) {
    return Arrays.compareUnsigned(ephemeral.open(), theirEphemeral);
  }
}
