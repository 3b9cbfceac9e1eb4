package dev.parley.udp;

import dev.parley.core.mailbox.BoundedQueue;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The thread that sends: it takes datagrams from a bounded queue and writes them to the socket, one
 * at a time. A socket without room makes it wait, and only it.
 */
final class UdpSender {
  private static final int QUEUE = 1024;
  private static final int MAX_FAILURE_KINDS = 32;

  private final DatagramChannel channel;
  private final Predicate<InetSocketAddress> allowed;
  private final BiConsumer<Datagram, IOException> notSent;

  /** What waits; an empty element stands behind the last one and ends the thread. */
  private final BoundedQueue<Optional<Datagram>> queue = new BoundedQueue<>(QUEUE);

  private final Thread thread;
  private final LongAdder datagrams = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final ConcurrentMap<String, LongAdder> failures = new ConcurrentHashMap<>();

  /**
   * Makes a sender that is not started.
   *
   * @param channel where to write
   * @param allowed whether a datagram may go to an address
   * @param threads makes the one thread
   * @param notSent hears of datagrams that could not be sent, on that thread
   */
  UdpSender(
      DatagramChannel channel,
      Predicate<InetSocketAddress> allowed,
      ThreadFactory threads,
      BiConsumer<Datagram, IOException> notSent) {
    this.channel = channel;
    this.allowed = allowed;
    this.notSent = notSent;
    this.thread = threads.newThread(this::run);
  }

  void start() {
    thread.start();
  }

  boolean offer(Datagram datagram) {
    return queue.offer(Optional.of(datagram));
  }

  private void run() {
    try {
      for (var next = queue.take(); next.isPresent(); next = queue.take()) {
        send(next.get());
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    for (var left = queue.poll(); left != null; left = queue.poll()) {
      left.ifPresent(unsent -> failed(unsent, new IOException("stopped before it was sent")));
    }
  }

  private void send(Datagram datagram) {
    if (!allowed.test(datagram.peer())) {
      failed(datagram, new IOException("outside this machine"));
      return;
    }
    try {
      channel.send(ByteBuffer.wrap(datagram.payload()), datagram.peer());
      datagrams.increment();
      bytes.add(datagram.payload().length);
    } catch (IOException failure) {
      failed(datagram, failure);
    } catch (RuntimeException failure) {
      // Such as an IPv6 address on a machine without: it costs this datagram, not the thread.
      failed(datagram, new IOException(failure.toString(), failure));
    }
  }

  private void failed(Datagram datagram, IOException failure) {
    var kind = kind(failure);
    if (failures.size() >= MAX_FAILURE_KINDS && !failures.containsKey(kind)) {
      kind = "other";
    }
    failures.computeIfAbsent(kind, name -> new LongAdder()).increment();
    notSent.accept(datagram, failure);
  }

  private static String kind(IOException failure) {
    var text =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  /**
   * Sends what is queued and ends the thread. At the deadline the thread is interrupted, which
   * closes the channel.
   */
  void close(Duration deadline) {
    var half = deadline.dividedBy(2); // one for room in the queue, one for the rest
    try {
      boolean room = queue.offer(Optional.empty(), half.toNanos(), TimeUnit.NANOSECONDS);
      queue.close();
      if (!room || !thread.join(half)) {
        thread.interrupt();
      }
    } catch (InterruptedException interrupt) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  SortedMap<String, Long> counters() {
    var counters = new TreeMap<String, Long>();
    counters.put("udp.sent.datagrams", datagrams.sum());
    counters.put("udp.sent.bytes", bytes.sum());
    failures.forEach((kind, count) -> counters.put("udp.not-sent." + kind, count.sum()));
    return counters;
  }
}
