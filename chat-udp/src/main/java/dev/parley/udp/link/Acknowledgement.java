package dev.parley.udp.link;

import java.nio.ByteBuffer;

/**
 * What an ACK frame says.
 *
 * @param largest the largest number that arrived
 * @param delay how long the peer kept it back, in nanoseconds
 * @param ranges all that arrived
 */
record Acknowledgement(long largest, long delay, RangeSet ranges) {
  /**
   * Reads a frame behind its type.
   *
   * @param largestSent beyond which nothing can have arrived
   */
  static Acknowledgement read(ByteBuffer payload, long largestSent)
      throws MalformedPacketException {
    long largest = Varint.get(payload);
    long mostDelay = RoundTrip.MAX_ACK_DELAY >> Arrivals.DELAY_SHIFT;
    long delay = Math.min(Varint.get(payload), mostDelay) << Arrivals.DELAY_SHIFT;
    long more = Varint.get(payload);
    long first = Varint.get(payload);
    if (largest > largestSent || first > largest || more > Arrivals.MAX_RANGES) {
      throw new MalformedPacketException("an acknowledgement of what was never sent");
    }
    var ranges = new RangeSet();
    long start = largest - first;
    ranges.add(start, largest + 1);
    for (long n = 0; n < more; n++) {
      long end = start - Varint.get(payload) - 1;
      long length = Varint.get(payload);
      start = end - length - 1;
      if (start < 0 || end <= start) {
        throw new MalformedPacketException("acknowledged ranges that overlap");
      }
      ranges.add(start, end);
    }
    return new Acknowledgement(largest, delay, ranges);
  }
}
