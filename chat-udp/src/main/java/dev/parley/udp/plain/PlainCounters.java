package dev.parley.udp.plain;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What the plain wire counts. Safe for use by many threads. */
final class PlainCounters {
  private final LongAdder undecodable = new LongAdder();
  private final LongAdder roomFull = new LongAdder();
  private final LongAdder endpointFull = new LongAdder();
  private final LongAdder paced = new LongAdder();
  private final LongAdder senderFull = new LongAdder();

  void undecodable() {
    undecodable.increment();
  }

  void droppedRoomFull() {
    roomFull.increment();
  }

  void droppedEndpointFull() {
    endpointFull.increment();
  }

  void paced() {
    paced.increment();
  }

  void senderFull() {
    senderFull.increment();
  }

  SortedMap<String, Long> snapshot() {
    var counters = new TreeMap<String, Long>();
    counters.put("plain.received.undecodable", undecodable.sum());
    counters.put("plain.received.dropped.room-full", roomFull.sum());
    counters.put("plain.received.dropped.endpoint-full", endpointFull.sum());
    counters.put("plain.send.waited.for-the-rate", paced.sum());
    counters.put("plain.send.waited.for-the-sender", senderFull.sum());
    return counters;
  }
}
