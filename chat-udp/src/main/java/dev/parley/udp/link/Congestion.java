package dev.parley.udp.link;

/** How much may be under way: NewReno (RFC 9002 section 7), with a limit on bursts. */
final class Congestion {
  /** How many datagrams may leave at once. */
  private static final int BURST = 32;

  private final long largest;
  private long window;
  private long threshold = Long.MAX_VALUE;
  private long inFlight;
  private long avoided;
  private int datagram;

  /** When the present recovery began; what was sent before it is lost with it. */
  private long recoverySince = Long.MIN_VALUE;

  private double tokens;
  private long tokensAt;

  Congestion(int datagram, long largest) {
    this.datagram = datagram;
    this.largest = largest;
    window = 10L * datagram;
    tokens = (double) BURST * datagram;
  }

  /** Datagrams are of this size from now on; the window holds two at the least. */
  void datagram(int size) {
    datagram = size;
    window = Math.max(window, smallest());
  }

  long inFlight() {
    return inFlight;
  }

  long window() {
    return window;
  }

  /** Whether another datagram may leave. */
  boolean allows() {
    return inFlight + datagram <= window;
  }

  /** When the next datagram may leave, as far as bursts are concerned: now at the earliest. */
  long paced(long now, long trip) {
    double rate = rate(trip);
    refill(now, rate);
    return tokens >= datagram ? now : now + (long) ((datagram - tokens) / rate) + 1;
  }

  /** In bytes a nanosecond. */
  private double rate(long trip) {
    return 1.25 * window / Math.max(1, trip);
  }

  private void refill(long now, double rate) {
    if (now > tokensAt) {
      tokens = Math.min((double) BURST * datagram, tokens + rate * (now - tokensAt));
      tokensAt = now;
    }
  }

  void sent(SentPacket packet) {
    inFlight += packet.size;
    tokens -= packet.size;
  }

  /** An acknowledgement. A window that was not used up does not grow. */
  void acknowledged(SentPacket packet, boolean wasFull) {
    inFlight -= packet.size;
    if (packet.at <= recoverySince || !wasFull) {
      return;
    }
    if (window < threshold) {
      window = Math.min(largest, window + packet.size);
      return;
    }
    avoided += packet.size;
    if (avoided >= window) {
      avoided -= window;
      window = Math.min(largest, window + datagram);
    }
  }

  /** A loss that says the path is full. */
  void lost(long now, SentPacket packet) {
    inFlight -= packet.size;
    if (packet.at > recoverySince) {
      recoverySince = now;
      window = Math.max(smallest(), window / 2);
      threshold = window;
      avoided = 0;
    }
  }

  /** A packet that is forgotten without a verdict. */
  void forgotten(SentPacket packet) {
    inFlight -= packet.size;
  }

  void persistent() {
    window = smallest();
    recoverySince = Long.MIN_VALUE;
  }

  private long smallest() {
    return 2L * datagram;
  }
}
