package dev.parley.udp.link;

import java.util.ArrayDeque;
import java.util.function.ObjLongConsumer;

/**
 * The packets that are under way: how many may be, which are lost, and when to ask (RFC 9002), how
 * large they may be. What a lost one carried goes back to the stream. Begins anew with new keys.
 */
final class Recovery {
  private static final int PACKET_THRESHOLD = 3;
  private static final int MOST_BACK_OFF = 8;
  private static final int PROBES = 2;

  private final LinkSettings settings;
  private final SendStream sending;
  private final ObjLongConsumer<String> count;
  private final ArrayDeque<SentPacket> unacknowledged = new ArrayDeque<>();
  private final Congestion congestion;
  private RoundTrip roundTrip = new RoundTrip();
  private PathSize pathSize;

  private long largestAcknowledged = -1;
  private long lossAt = Long.MAX_VALUE;
  private long lastAskedAt;
  private int unansweredProbes;
  private int probesOwed;
  private boolean lostCredit;

  Recovery(LinkSettings settings, SendStream sending, ObjLongConsumer<String> count) {
    this.settings = settings;
    this.sending = sending;
    this.count = count;
    congestion = new Congestion(settings.datagram(), 4L * settings.sendBuffer());
    pathSize = new PathSize(settings.datagram(), settings.largestDatagram());
  }

  /** The path is another: what was learnt of it is forgotten. */
  void pathChanged() {
    roundTrip = new RoundTrip();
    pathSize = new PathSize(settings.datagram(), settings.largestDatagram());
    unansweredProbes = 0;
  }

  // ---- what may go ----

  /** Whether congestion and pace let a packet go that asks for an acknowledgement. */
  boolean allows(long now) {
    return probesOwed > 0 || (congestion.allows() && paced(now) <= now);
  }

  /** When a packet may go, or {@link Long#MAX_VALUE} if that is not a matter of time. */
  long nextAllowed(long now) {
    return congestion.allows() ? paced(now) : Long.MAX_VALUE;
  }

  private long paced(long now) {
    return congestion.paced(now, roundTrip.smoothed());
  }

  /** Whether packets must go to ask the peer what it has. */
  boolean owesProbe() {
    return probesOwed > 0;
  }

  /** Whether a larger datagram is worth a try now: while there is traffic. */
  boolean wantsSizeProbe() {
    return roundTrip.isSampled() && !sending.isDone() && pathSize.probe() > 0;
  }

  /** How large a datagram may be; or one that only tries whether it may. */
  int size(boolean plain) {
    return plain ? pathSize.proved() : pathSize.probe();
  }

  void sent(long now, SentPacket packet) {
    if (packet.sizeProbe) {
      pathSize.sent();
      count.accept("link.size-probes", 1);
    }
    probesOwed = Math.max(0, probesOwed - 1);
    unacknowledged.addLast(packet);
    congestion.sent(packet);
    lastAskedAt = now;
  }

  // ---- what became of it ----

  /** Takes what the peer says; whether anything of it is new. */
  boolean acknowledged(long now, Acknowledgement acknowledgement) {
    boolean any = false;
    boolean wasFull = !congestion.allows() || sending.hasMore();
    long largest = acknowledgement.largest();
    for (var all = unacknowledged.iterator(); all.hasNext(); ) {
      var packet = all.next();
      if (packet.number > largest) {
        break;
      }
      if (!acknowledgement.ranges().contains(packet.number)) {
        continue;
      }
      all.remove();
      any = true;
      if (packet.number == largest) {
        roundTrip.sample(now - packet.at, acknowledgement.delay());
      }
      packet.acknowledged(sending);
      congestion.acknowledged(packet, wasFull);
      if (packet.sizeProbe) {
        pathSize.acknowledged(packet.size);
        congestion.datagram(pathSize.proved());
      }
    }
    largestAcknowledged = Math.max(largestAcknowledged, largest);
    if (any) {
      unansweredProbes = 0;
      detectLoss(now);
    }
    return any;
  }

  /** RFC 9002 section 6.1: by number or by time, behind one that was acknowledged. */
  private void detectLoss(long now) {
    lossAt = Long.MAX_VALUE;
    long delay = roundTrip.lossDelay();
    long firstLost = Long.MAX_VALUE;
    long lastLost = Long.MIN_VALUE;
    for (var all = unacknowledged.iterator(); all.hasNext(); ) {
      var packet = all.next();
      if (packet.number > largestAcknowledged) {
        break;
      }
      boolean late = now - packet.at >= delay;
      if (!late && packet.number > largestAcknowledged - PACKET_THRESHOLD) {
        lossAt = Math.min(lossAt, packet.at + delay);
        continue;
      }
      all.remove();
      lost(now, packet);
      if (!packet.sizeProbe) {
        firstLost = Math.min(firstLost, packet.at);
        lastLost = Math.max(lastLost, packet.at);
      }
    }
    if (lastLost != Long.MIN_VALUE && lastLost - firstLost > roundTrip.persistentCongestion()) {
      congestion.persistent();
      count.accept("link.persistent-congestion", 1);
    }
  }

  private void lost(long now, SentPacket packet) {
    count.accept("link.lost", 1);
    packet.lost(sending);
    lostCredit |= packet.credit;
    if (packet.sizeProbe) {
      pathSize.lost();
      congestion.forgotten(packet);
    } else {
      congestion.lost(now, packet);
    }
  }

  /** Whether a packet was lost that told the peer of credit. Says so once. */
  boolean lostCredit() {
    boolean lost = lostCredit;
    lostCredit = false;
    return lost;
  }

  // ---- time ----

  long deadline() {
    return Math.min(lossAt, probeAt());
  }

  private long probeAt() {
    if (unacknowledged.isEmpty()) {
      return Long.MAX_VALUE;
    }
    int backOff = Math.min(unansweredProbes, MOST_BACK_OFF);
    return lastAskedAt + (roundTrip.probeTimeout() << backOff);
  }

  /** Looks whether something is lost, or a probe is due. */
  void expired(long now) {
    if (lossAt <= now) {
      detectLoss(now);
    } else if (probeAt() <= now) {
      unansweredProbes++;
      probesOwed = PROBES;
      pathSize.unanswered(unansweredProbes);
      congestion.datagram(pathSize.proved());
      count.accept("link.probes", 1);
    }
  }

  // ---- what others want to know ----

  int datagram() {
    return pathSize.proved();
  }

  /** Nanoseconds, smoothed. */
  long roundTrip() {
    return roundTrip.smoothed();
  }

  /** Whether what is counted as under way is what is there. */
  boolean balances() {
    return congestion.inFlight() >= 0 && (!unacknowledged.isEmpty() || congestion.inFlight() == 0);
  }

  @Override
  public String toString() {
    return "%d packets and %d bytes of %d under way"
        .formatted(unacknowledged.size(), congestion.inFlight(), congestion.window());
  }
}
