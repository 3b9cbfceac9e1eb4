package dev.parley.integration.speed;

import dev.parley.core.actor.Threads;
import dev.parley.udp.Datagram;
import dev.parley.udp.DatagramPort;
import java.time.Duration;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A port that tells how large a datagram is that carries a line, and loses one when it is told. */
final class WatchedPort implements DatagramPort {
  private final DatagramPort port;
  private final int line;
  private final AtomicInteger toLose = new AtomicInteger();
  private volatile int lastSize;

  /**
   * Watches.
   *
   * @param port carries the rest
   * @param line what is longer than a datagram of this size carries a line
   */
  WatchedPort(DatagramPort port, int line) {
    this.port = port;
    this.line = line;
  }

  /** The next datagram with a line gets lost. */
  void loseNext() {
    toLose.set(1);
  }

  /** The size of the last datagram with a line, in bytes of UDP payload. */
  int lastSize() {
    return lastSize;
  }

  @Override
  public boolean offer(Datagram datagram) {
    if (datagram.payload().length > line) {
      lastSize = datagram.payload().length;
      if (toLose.compareAndSet(1, 0)) {
        return true;
      }
    }
    return port.offer(datagram);
  }

  @Override
  public void start(Threads threads, Owner owner) {
    port.start(threads, owner);
  }

  @Override
  public int localPort() {
    return port.localPort();
  }

  @Override
  public SortedMap<String, Long> counters() {
    return port.counters();
  }

  @Override
  public void close(Duration deadline) {
    port.close(deadline);
  }
}
