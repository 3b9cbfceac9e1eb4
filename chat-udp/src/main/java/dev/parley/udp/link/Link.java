package dev.parley.udp.link;

import dev.parley.core.transport.SendResult;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One end of a reliable link: messages go in, packets come out; packets go in, messages come out,
 * each once and in order. Its owner draws packet numbers, seals and opens, and asks again after
 * {@link #deadline}. All times are nanoseconds of one monotonic clock. Not safe for use by many
 * threads.
 */
public final class Link {
  /*
   * Two things are kept apart. The stream (SendStream, ReceiveStream) is what was said: bytes with
   * an offset, acknowledged by ranges, never sent beyond the peer's credit. Packets are how it
   * travels: each has a number that is never used again; a lost one is not sent again, but the
   * bytes that it carried are (RFC 9002). When the keys are new, the packets begin anew and the
   * stream goes on.
   */
  private final LinkSettings settings;
  private final SendStream sending;
  private final ReceiveStream receiving;
  private final ObjLongConsumer<String> count;

  private Arrivals arrivals = new Arrivals();
  private Recovery recovery;

  private long largestSent = -1;
  private boolean pingOwed;
  private boolean creditOwed;
  private boolean full;
  private @Nullable Long tag;
  private boolean announcing;
  private @Nullable Long responseOwed;
  private @Nullable Long responded;
  private @Nullable Integer closeOwed;
  private @Nullable Integer closed;

  /**
   * Makes one over which nothing has been said.
   *
   * @param settings what it may use
   * @param count counts losses, probes and drops by name
   */
  public Link(LinkSettings settings, ObjLongConsumer<String> count) {
    this.settings = settings;
    this.count = count;
    // The peer's buffer is as large as ours: both run the same program with the same settings.
    sending = new SendStream(settings.sendBuffer(), settings.receiveBuffer());
    receiving = new ReceiveStream(settings.receiveBuffer(), settings.maxMessage());
    recovery = new Recovery(settings, sending, count);
  }

  // ---- messages ----

  /**
   * Says a message.
   *
   * @param message its bytes, to its limit
   * @return ACCEPTED; FULL if the buffer has no room for it now; TOO_BIG if it never has
   */
  public SendResult send(ByteBuffer message) {
    if (message.remaining() < 1 || message.remaining() > settings.maxMessage()) {
      return SendResult.TOO_BIG;
    }
    if (!sending.append(message)) {
      full = true;
      return SendResult.FULL;
    }
    return SendResult.ACCEPTED;
  }

  /**
   * Whether there is room again after FULL. Says so once.
   *
   * @return true the first time that it is so
   */
  public boolean becameWritable() {
    boolean room = sending.unacknowledged() <= settings.sendBuffer() / 2;
    boolean became = full && room;
    full &= !room;
    return became;
  }

  /**
   * The next message of the peer that is complete.
   *
   * @return its bytes, or null if there is none yet
   * @throws MalformedPacketException if the peer's stream is no row of messages: the link cannot go
   *     on
   */
  public byte @Nullable [] take() throws MalformedPacketException {
    var message = receiving.take();
    if (message != null && receiving.owesCredit()) {
      creditOwed = true;
    }
    return message;
  }

  /**
   * Whether the peer has acknowledged everything.
   *
   * @return true if nothing is under way
   */
  public boolean isDone() {
    return sending.isDone();
  }

  /**
   * Tells the peer that this is the end, in the next packet.
   *
   * @param reason a number that both know the meaning of
   */
  public void close(int reason) {
    closeOwed = reason;
  }

  /**
   * Names the link: each packet says so, until the peer has acknowledged one, and again when the
   * packets are renewed. So both know whether what was said before goes on.
   *
   * @param name what both know it by
   */
  public void announce(long name) {
    tag = name;
    announcing = true;
  }

  /**
   * A payload that only names a link and asks for an answer: for the first packet of a session,
   * which no link has yet.
   *
   * @param name what both know the link by
   * @return the payload
   */
  public static ByteBuffer confirmation(long name) {
    return ByteBuffer.allocate(2 + Long.BYTES)
        .put(Frames.LINK)
        .putLong(name)
        .put(Frames.PING)
        .flip();
  }

  /**
   * Which link a payload is of.
   *
   * @param payload looked at, not read
   * @return the name, or nothing if it says none
   */
  public static OptionalLong announced(ByteBuffer payload) {
    int at = payload.position();
    return payload.remaining() > Long.BYTES && payload.get(at) == Frames.LINK
        ? OptionalLong.of(payload.getLong(at + 1))
        : OptionalLong.empty();
  }

  private void putName(ByteBuffer out) {
    if (announcing && tag != null) {
      out.put(Frames.LINK).putLong(tag);
    }
  }

  // ---- packets that go out ----

  /** Asks the peer for a sign of life. */
  public void ping() {
    pingOwed = true;
  }

  /**
   * Writes a payload that has the peer prove that it is where this packet goes: {@link #responded}
   * gives back what it says. It is not sent again if it is lost.
   *
   * @param number the packet's, larger than any before
   * @param value unguessable
   * @param out has room for eighteen bytes
   */
  public void writeChallenge(long number, long value, ByteBuffer out) {
    putName(out);
    out.put(Frames.PATH_CHALLENGE).putLong(value);
    largestSent = number;
  }

  /** The path is another: what was learnt of it is forgotten. */
  public void pathChanged() {
    recovery.pathChanged();
  }

  /**
   * Writes the payload of the next packet, if there is one to send now.
   *
   * @param now the time
   * @param number the packet's, larger than any before
   * @param out has room for a payload of {@link #largestPayload()}; written from its position
   * @return whether anything was written
   */
  public boolean write(long now, long number, ByteBuffer out) {
    if (number <= largestSent) {
      throw new IllegalArgumentException("packet number " + number + " after " + largestSent);
    }
    if (recovery.allows(now) && writeAsking(now, number, out)) {
      return true;
    }
    if (arrivals.due() > now && responseOwed == null && closeOwed == null) {
      return false;
    }
    putName(out);
    if (arrivals.due() <= now) {
      arrivals.write(now, out);
    }
    if (responseOwed != null) {
      out.put(Frames.PATH_RESPONSE).putLong(responseOwed);
      responseOwed = null;
    }
    if (closeOwed != null) {
      out.put(Frames.CLOSE);
      Varint.put(out, closeOwed);
      closeOwed = null;
    }
    largestSent = number;
    return true;
  }

  private boolean wantsToAsk() {
    return isPlainOwed() || recovery.wantsSizeProbe();
  }

  /** Whether there is something to send, and not only a larger datagram to try. */
  private boolean isPlainOwed() {
    return recovery.owesProbe() || pingOwed || creditOwed || sending.hasMore();
  }

  private boolean writeAsking(long now, long number, ByteBuffer out) {
    if (!wantsToAsk()) {
      return false;
    }
    int start = out.position();
    int limit = out.limit();
    var packet = new SentPacket(number, now);
    boolean plain = isPlainOwed();
    int size = recovery.size(plain);
    out.limit(Math.min(limit, start + size - settings.overhead()));
    putName(out);
    if (arrivals.isOwed()) {
      arrivals.write(now, out);
    }
    if (creditOwed) {
      out.put(Frames.CREDIT);
      Varint.put(out, receiving.giveCredit());
      creditOwed = false;
      packet.credit = true;
    }
    boolean asks = pingOwed || !plain;
    if (asks) {
      out.put(Frames.PING);
      pingOwed = false;
    }
    if (recovery.owesProbe()) {
      sending.loseOldest(size);
    }
    boolean more = plain;
    while (more && sending.hasMore() && !packet.isFull()) {
      more = sending.write(out, packet);
    }
    if (!asks && !packet.carriesAny()) {
      out.put(Frames.PING);
    }
    if (!plain) {
      packet.sizeProbe = true;
      while (out.hasRemaining()) {
        out.put(Frames.PADDING);
      }
    }
    packet.size = out.position() - start + settings.overhead();
    out.limit(limit);
    recovery.sent(now, packet);
    largestSent = number;
    return true;
  }

  /**
   * How large a payload may be, for the buffer that is written to.
   *
   * @return bytes
   */
  public int largestPayload() {
    return settings.largestDatagram() - settings.overhead();
  }

  // ---- packets that come in ----

  /**
   * Reads the payload of a packet that opened. Each number must come once only.
   *
   * @param now the time
   * @param number the packet's
   * @param payload read to its limit
   * @throws MalformedPacketException if it follows no rule: what was read before the fault counts,
   *     the packet is not acknowledged
   */
  public void read(long now, long number, ByteBuffer payload) throws MalformedPacketException {
    boolean asks = false;
    boolean kept = true;
    while (payload.hasRemaining()) {
      byte type = payload.get();
      switch (type) {
        case Frames.PADDING -> {}
        case Frames.PING -> asks = true;
        case Frames.ACK -> acknowledged(now, Acknowledgement.read(payload, largestSent));
        case Frames.STREAM -> {
          asks = true;
          kept &= stream(payload);
        }
        case Frames.CREDIT -> {
          asks = true;
          sending.credit(Varint.get(payload));
        }
        case Frames.CLOSE -> closed = (int) Math.min(Integer.MAX_VALUE, Varint.get(payload));
        case Frames.PATH_CHALLENGE -> {
          asks = true;
          responseOwed = eight(payload);
        }
        case Frames.PATH_RESPONSE -> responded = eight(payload);
        case Frames.LINK -> eight(payload); // whoever began the link has looked at it
        default -> throw new MalformedPacketException("a frame of type " + type);
      }
    }
    if (kept) {
      arrivals.arrived(now, number, asks);
    } else {
      count.accept("link.dropped.too-many-gaps", 1);
    }
  }

  private static long eight(ByteBuffer payload) throws MalformedPacketException {
    if (payload.remaining() < Long.BYTES) {
      throw new MalformedPacketException("a path frame is cut off");
    }
    return payload.getLong();
  }

  private boolean stream(ByteBuffer payload) throws MalformedPacketException {
    long offset = Varint.get(payload);
    long length = Varint.get(payload);
    if (length < 1 || length > payload.remaining()) {
      throw new MalformedPacketException("stream bytes are cut off");
    }
    int end = payload.position() + (int) length;
    boolean kept = receiving.receive(offset, payload, (int) length);
    payload.position(end);
    return kept;
  }

  private void acknowledged(long now, Acknowledgement acknowledgement) {
    if (recovery.acknowledged(now, acknowledgement)) {
      announcing = false;
    }
    creditOwed |= recovery.lostCredit();
  }

  // ---- time ----

  /**
   * When something is to be done if nothing happens before.
   *
   * @param now the time
   * @return a time, or {@link Long#MAX_VALUE} if nothing is
   */
  public long deadline(long now) {
    long next = Math.min(arrivals.due(), recovery.deadline());
    if (responseOwed != null || closeOwed != null || recovery.owesProbe()) {
      return now;
    }
    return wantsToAsk() ? Math.min(next, recovery.nextAllowed(now)) : next;
  }

  /**
   * Looks whether something is lost, or a probe is due. To be called after {@link #deadline}, and
   * may be at any time.
   *
   * @param now the time
   */
  public void expired(long now) {
    recovery.expired(now);
    creditOwed |= recovery.lostCredit();
  }

  /**
   * Begins a new row of packets, under new keys: what was under way is sent again, what the peer
   * has stays.
   *
   * @param firstNumber the lowest number that {@link #write} will be given; those below were used
   *     with these keys before, and may be acknowledged
   */
  public void renewPackets(long firstNumber) {
    sending.loseAll();
    arrivals = new Arrivals();
    recovery = new Recovery(settings, sending, count);
    largestSent = firstNumber - 1;
    creditOwed = true;
    announcing = tag != null;
  }

  // ---- what the owner wants to know ----

  /**
   * What the peer said to a challenge. Says so once.
   *
   * @return the value, or null if it said nothing since
   */
  public @Nullable Long responded() {
    var value = responded;
    responded = null;
    return value;
  }

  /**
   * Why the peer has closed the link.
   *
   * @return the reason, or null if it has not
   */
  public @Nullable Integer closed() {
    return closed;
  }

  /**
   * How large datagrams are now.
   *
   * @return bytes of UDP payload
   */
  public int datagram() {
    return recovery.datagram();
  }

  /**
   * How long a round trip takes.
   *
   * @return nanoseconds, smoothed
   */
  public long roundTripNanos() {
    return recovery.roundTrip();
  }

  /**
   * Whether it keeps within its bounds: for tests, at every step.
   *
   * @throws IllegalStateException if it does not
   */
  public void check() {
    if (sending.unacknowledged() > settings.sendBuffer()
        || receiving.held() > settings.receiveBuffer()
        || receiving.ranges() > ReceiveStream.MAX_RANGES + 1
        || arrivals.ranges() > Arrivals.MAX_RANGES
        || sending.capacity() > settings.sendBuffer()
        || receiving.capacity() > settings.receiveBuffer()
        || !recovery.balances()) {
      throw new IllegalStateException("out of bounds: " + this);
    }
  }

  @Override
  public String toString() {
    return "link with %d bytes unacknowledged, %s; %d held in %d ranges; %s"
        .formatted(
            sending.unacknowledged(), sending, receiving.held(), receiving.ranges(), recovery);
  }
}
