package dev.parley.udp;

import dev.parley.core.actor.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.SortedMap;

/**
 * Sends and receives datagrams: a socket, or something that plays one. Safe for use by many
 * threads.
 */
public interface DatagramPort {
  /** What a port tells its owner, from its own threads. */
  interface Owner {
    /**
     * A datagram came in.
     *
     * @param datagram the datagram
     */
    void received(Datagram datagram);

    /**
     * A datagram that was accepted could not be sent.
     *
     * @param datagram the datagram
     * @param failure why
     */
    void notSent(Datagram datagram, IOException failure);
  }

  /**
   * Begins to send and receive.
   *
   * @param threads makes the threads
   * @param owner hears of what happens
   */
  void start(Threads threads, Owner owner);

  /**
   * Queues a datagram. Never blocks.
   *
   * @param datagram the datagram
   * @return false if the queue is full
   */
  boolean offer(Datagram datagram);

  /**
   * The UDP port that others write to.
   *
   * @return 1 to 65535
   */
  int localPort();

  /**
   * What it counted so far.
   *
   * @return counts by name, a snapshot
   */
  SortedMap<String, Long> counters();

  /**
   * Sends what is queued, then stops both threads and lets go of the socket. Idempotent.
   *
   * @param deadline how long that may take
   */
  void close(Duration deadline);
}
