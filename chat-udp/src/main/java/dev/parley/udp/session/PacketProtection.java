package dev.parley.udp.session;

import dev.parley.udp.noise.CipherState;
import dev.parley.udp.noise.Handshake;
import dev.parley.udp.noise.NoiseException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Seals and opens the packets of one session. A packet is a byte with the key's phase, the
 * receiver's index, a 64-bit number, and the sealed payload; all before the payload is vouched for.
 * Not safe for use by many threads.
 */
public final class PacketProtection {
  /** What stands before the sealed payload, in bytes: {@value}. */
  public static final int HEADER = 1 + Integer.BYTES + Long.BYTES;

  /** By how much a payload grows: {@value} bytes. */
  public static final int OVERHEAD = HEADER + CipherState.TAG;

  /** After so many packets a direction gets its next key. */
  static final long PACKETS_OF_A_KEY = 1 << 20;

  private static final byte TYPE = 0x40;
  private static final byte PHASE = 0x01;

  /** Long before numbers could come again. */
  private static final long LAST_NUMBER = 1L << 62;

  private final int theirIndex;
  private final long packetsOfAKey;

  private CipherState sending;
  private byte sendingPhase;
  private long nextNumber;

  private CipherState receiving;
  private @Nullable CipherState receivingNext;
  private @Nullable CipherState receivingBefore;
  private long beforeUntil;
  private byte receivingPhase;
  private final ReplayWindow window = new ReplayWindow();

  /**
   * Takes over the keys of a handshake.
   *
   * @param secrets the keys
   * @param theirIndex what the receiver knows this session by
   */
  public PacketProtection(Handshake.Secrets secrets, int theirIndex) {
    this(secrets, theirIndex, PACKETS_OF_A_KEY);
  }

  /** With keys that last for another number of packets: for tests. */
  PacketProtection(Handshake.Secrets secrets, int theirIndex, long packetsOfAKey) {
    this.sending = secrets.sending();
    this.receiving = secrets.receiving();
    this.theirIndex = theirIndex;
    this.packetsOfAKey = packetsOfAKey;
  }

  /**
   * Whether a datagram looks like a packet of some session.
   *
   * @param datagram looked at, not read
   * @return true if {@link #index} can be asked
   */
  public static boolean isPacket(ByteBuffer datagram) {
    return datagram.remaining() > OVERHEAD && (datagram.get(datagram.position()) & ~PHASE) == TYPE;
  }

  /**
   * Which session a packet is for.
   *
   * @param datagram a packet; looked at, not read
   * @return the receiver's index, as anybody may have written it
   */
  public static int index(ByteBuffer datagram) {
    return datagram.getInt(datagram.position() + 1);
  }

  /**
   * The number that the next packet will have.
   *
   * @return a number never used with these keys
   */
  public long nextNumber() {
    return nextNumber;
  }

  /**
   * Whether this session must end for want of numbers.
   *
   * @return true long before a number would come again
   */
  public boolean isExhausted() {
    return nextNumber >= LAST_NUMBER;
  }

  /**
   * Seals the next packet.
   *
   * @param payload read to its limit
   * @param out takes {@value #OVERHEAD} bytes more
   * @throws IllegalStateException if there are no numbers left
   */
  public void seal(ByteBuffer payload, ByteBuffer out) {
    if (isExhausted()) {
      throw new IllegalStateException("this session has sent all the packets it may");
    }
    if (nextNumber > 0 && nextNumber % packetsOfAKey == 0) {
      sending = sending.next();
      sendingPhase ^= PHASE;
    }
    int start = out.position();
    out.put((byte) (TYPE | sendingPhase)).putInt(theirIndex).putLong(nextNumber);
    var header = out.duplicate().flip().position(start);
    sending.seal(nextNumber++, header, payload, out);
  }

  /**
   * Opens a packet.
   *
   * @param now the time, in nanoseconds
   * @param keepOld for how long the key before is kept when the peer has gone on to its next, in
   *     nanoseconds
   * @param packet the whole datagram; read to its limit
   * @param out takes the payload
   * @return the packet's number
   * @throws NoiseException if it is not one of this session's, came before, or has a number that
   *     {@link #seal} never gives
   */
  public long open(long now, long keepOld, ByteBuffer packet, ByteBuffer out)
      throws NoiseException {
    var header = packet.duplicate().limit(packet.position() + HEADER);
    byte phase = (byte) (packet.get() & PHASE);
    packet.getInt();
    long number = packet.getLong();
    if (number < 0 || number >= LAST_NUMBER) {
      throw new NoiseException("a number that nobody reaches by counting");
    }
    if (!window.isNew(number)) {
      throw new NoiseException("a packet that came before");
    }
    if (receivingBefore != null && now - beforeUntil >= 0) {
      receivingBefore = null;
    }
    if (phase == receivingPhase) {
      receiving.open(number, header, packet, out);
    } else {
      openOtherPhase(now + keepOld, number, header, packet, out);
    }
    window.mark(number);
    return number;
  }

  /** Sealed by the key before, as long as that is kept, or by the next, which is then the one. */
  private void openOtherPhase(
      long until, long number, ByteBuffer header, ByteBuffer packet, ByteBuffer out)
      throws NoiseException {
    if (receivingBefore != null) {
      receivingBefore.open(number, header, packet, out);
      return;
    }
    if (receivingNext == null) {
      receivingNext = receiving.next();
    }
    receivingNext.open(number, header, packet, out);
    receivingBefore = receiving;
    beforeUntil = until;
    receiving = receivingNext;
    receivingNext = null;
    receivingPhase ^= PHASE;
  }

  /**
   * Whether a packet that was just opened is the latest of the peer: only then its sender's address
   * is news.
   *
   * @param number the packet's
   * @return true if none of a higher number has come
   */
  public boolean isLatest(long number) {
    return window.isHighest(number);
  }
}
