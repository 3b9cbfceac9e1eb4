package dev.parley.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that receives: it waits in the socket and hands on each datagram as it comes. */
final class UdpReceiver {
  private static final Logger log = LoggerFactory.getLogger(UdpReceiver.class);

  /** More than any UDP packet carries, so that nothing is cut off. */
  private static final int BUFFER = 65_536;

  /** How long to pause after a failed receive, so that a broken socket does not spin. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final DatagramChannel channel;
  private final Consumer<Datagram> sink;
  private final Thread thread;
  private final LongAdder datagrams = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder failures = new LongAdder();

  /**
   * Makes a receiver that is not started.
   *
   * @param channel where to read
   * @param threads makes the one thread
   * @param sink takes the datagrams, on that thread
   */
  UdpReceiver(DatagramChannel channel, ThreadFactory threads, Consumer<Datagram> sink) {
    this.channel = channel;
    this.sink = sink;
    this.thread = threads.newThread(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    var buffer = ByteBuffer.allocateDirect(BUFFER);
    while (channel.isOpen()) {
      try {
        receive(buffer.clear());
      } catch (ClosedChannelException stopped) {
        return;
      } catch (IOException failure) {
        failures.increment();
        log.warn("receiving failed, going on", failure);
        LockSupport.parkNanos(this, PAUSE.toNanos());
      }
    }
  }

  private void receive(ByteBuffer buffer) throws IOException {
    if (channel.receive(buffer) instanceof InetSocketAddress peer) {
      var payload = new byte[buffer.flip().remaining()];
      buffer.get(payload);
      datagrams.increment();
      bytes.add(payload.length);
      handOn(new Datagram(peer, payload));
    }
  }

  private void handOn(Datagram datagram) {
    try {
      sink.accept(datagram);
    } catch (RuntimeException failure) {
      failures.increment();
      log.error("a datagram from {} could not be handed on", datagram.peer(), failure);
    }
  }

  /** Ends the thread by an interrupt, which closes the channel: call it last. */
  void close(Duration deadline) {
    thread.interrupt();
    try {
      if (!thread.join(deadline)) {
        log.warn("the receiver did not end within {}", deadline);
      }
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }

  SortedMap<String, Long> counters() {
    var counters = new TreeMap<String, Long>();
    counters.put("udp.received.datagrams", datagrams.sum());
    counters.put("udp.received.bytes", bytes.sum());
    counters.put("udp.received.failed", failures.sum());
    return counters;
  }
}
