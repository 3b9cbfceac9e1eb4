package dev.parley.udp.link;

/** One packet under way that asks for an acknowledgement, and what to do about its loss. */
final class SentPacket {
  final long number;
  final long at;

  /** Its size, sealed. */
  int size;

  /** Whether it is a probe for a larger datagram, whose loss says nothing about congestion. */
  boolean sizeProbe;

  /** Whether it told the peer of credit. */
  boolean credit;

  /** What it carries of the stream, in at most two runs. */
  private long firstFrom;

  private long firstUntil;
  private long secondFrom;
  private long secondUntil;

  SentPacket(long number, long at) {
    this.number = number;
    this.at = at;
  }

  void carries(long from, long until) {
    if (firstUntil == 0) {
      firstFrom = from;
      firstUntil = until;
    } else {
      secondFrom = from;
      secondUntil = until;
    }
  }

  boolean carriesAny() {
    return firstUntil != 0;
  }

  boolean isFull() {
    return secondUntil != 0;
  }

  void acknowledged(SendStream stream) {
    if (firstUntil != 0) {
      stream.acknowledged(firstFrom, firstUntil);
    }
    if (secondUntil != 0) {
      stream.acknowledged(secondFrom, secondUntil);
    }
  }

  void lost(SendStream stream) {
    if (firstUntil != 0) {
      stream.lost(firstFrom, firstUntil);
    }
    if (secondUntil != 0) {
      stream.lost(secondFrom, secondUntil);
    }
  }
}
