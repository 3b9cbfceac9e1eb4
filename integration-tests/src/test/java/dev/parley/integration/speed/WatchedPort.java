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
  private final int shorter;
  private final int longer;
  private final AtomicInteger toLose = new AtomicInteger();
  private volatile int lastSize;

  /**
   * Watches.
   *
   * @param port carries the rest
   * @param shorter a datagram with a line is longer than this
   * @param longer and shorter than this, which a probe for the path's size is not
   */
  WatchedPort(DatagramPort port, int shorter, int longer) {
    this.port = port;
    this.shorter = shorter;
    this.longer = longer;
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
    int size = datagram.payload().length;
    if (size > shorter && size < longer) {
      lastSize = size;
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
