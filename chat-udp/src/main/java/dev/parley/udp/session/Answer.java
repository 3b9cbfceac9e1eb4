package dev.parley.udp.session;

import dev.parley.udp.noise.DhKeyPair;
import dev.parley.udp.noise.DiffieHellman;
import dev.parley.udp.noise.Handshake;
import dev.parley.udp.noise.NoiseException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A handshake that the other began, and what we answered: the same bytes again if it asks again.
 */
final class Answer {
  final InetSocketAddress from;
  final int index;
  final int theirIndex;
  private final DiffieHellman curve;
  private final DhKeyPair own;
  private final DhKeyPair ephemeral;
  private final byte[] first;
  private final byte[] payload;
  Handshake handshake;
  final byte[] datagram;
  long until;

  /** The third message, once a valid one has come. */
  private byte @Nullable [] third;

  Answer(
      InetSocketAddress from,
      int index,
      int theirIndex,
      DiffieHellman curve,
      DhKeyPair own,
      DhKeyPair ephemeral,
      byte[] first,
      byte[] payload)
      throws NoiseException {
    this.from = from;
    this.index = index;
    this.theirIndex = theirIndex;
    this.curve = curve;
    this.own = own;
    this.ephemeral = ephemeral;
    this.first = first;
    this.payload = payload;
    this.handshake = new Handshake(curve, false, Opening.prologue(theirIndex), own, ephemeral);
    this.datagram = Opening.answer(Opening.SECOND, index, theirIndex, answered());
  }

  private byte[] answered() throws NoiseException {
    handshake.read(ByteBuffer.wrap(first));
    return handshake.write(payload);
  }

  /** Takes back what a message that was not the third has done. */
  void forgetThird() throws NoiseException {
    handshake = new Handshake(curve, false, Opening.prologue(theirIndex), own, ephemeral);
    answered();
  }

  boolean isFinished() {
    return third != null;
  }

  void finished(byte[] message) {
    third = message;
  }

  /** Whether it is the third message that came before. */
  boolean isThird(byte[] message) {
    return Arrays.equals(third, message);
  }
}
