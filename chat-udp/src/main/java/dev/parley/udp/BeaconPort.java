package dev.parley.udp;

import dev.parley.core.actor.Threads;
import java.time.Duration;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * Says something to everybody on the network, and hears what others say so: multicast, or something
 * that plays it. Safe for use by many threads.
 */
public interface BeaconPort {
  /**
   * Begins to work.
   *
   * @param threads makes the threads
   * @param owner hears each datagram that comes in, our own too, on a thread of the port
   */
  void start(Threads threads, Consumer<Datagram> owner);

  /**
   * Sends to everybody. Never blocks; what cannot be sent is counted.
   *
   * @param payload the bytes, which nobody may change any more
   */
  void send(byte[] payload);

  /**
   * What it counted so far.
   *
   * @return counts by name, a snapshot
   */
  SortedMap<String, Long> counters();

  /**
   * Stops its threads and lets go of its sockets. Idempotent.
   *
   * @param deadline how long that may take
   */
  void close(Duration deadline);
}
