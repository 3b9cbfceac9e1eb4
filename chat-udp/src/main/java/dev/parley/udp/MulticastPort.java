package dev.parley.udp;

import dev.parley.core.actor.Threads;
import dev.parley.core.mailbox.BoundedQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Multicast on one port that all programs of a machine share: IPv4 and IPv6, over every interface
 * that can, or over one. Nothing that it sends passes a router. Interfaces that come later are
 * joined at the next sending.
 */
public final class MulticastPort implements BeaconPort {
  /** The UDP port of every group: {@value}. */
  public static final int PORT = 15_079;

  /** The group of IPv4, of the organization's own scope (RFC 2365). */
  public static final String GROUP_4 = "239.255.80.121";

  /** The group of IPv6, of the link's scope. */
  public static final String GROUP_6 = "ff02::5079";

  private static final Logger log = LoggerFactory.getLogger(MulticastPort.class);
  private static final int QUEUE = 4;
  private static final Duration STOP = Duration.ofMillis(100);

  private final @Nullable NetworkInterface only;
  private final List<Family> families;
  private final BoundedQueue<Optional<byte[]>> queue = new BoundedQueue<>(QUEUE);
  private final LongAdder sent = new LongAdder();
  private final LongAdder notSent = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder outside = new LongAdder();
  private final List<UdpReceiver> receivers = new ArrayList<>();
  private @Nullable Thread sender;

  /** The socket of one family, and where it listens. */
  private record Family(DatagramChannel channel, InetAddress group, Set<String> joined) {}

  private MulticastPort(@Nullable NetworkInterface only, List<Family> families) {
    this.only = only;
    this.families = families;
  }

  /**
   * Opens the sockets.
   *
   * @param only the one interface to use, taken as it is; null for every one that can multicast
   * @return the port, which the caller must close
   * @throws IOException if no family can be used at all
   */
  public static MulticastPort open(@Nullable NetworkInterface only) throws IOException {
    var families = new ArrayList<Family>();
    IOException failure = new IOException("there is neither IPv4 nor IPv6");
    for (var family : StandardProtocolFamily.values()) {
      if (family == StandardProtocolFamily.UNIX) {
        continue;
      }
      try {
        families.add(family(family));
      } catch (IOException | UnsupportedOperationException missing) {
        failure = new IOException("no " + family + " multicast: " + missing.getMessage(), missing);
      }
    }
    if (families.isEmpty()) {
      throw failure;
    }
    return new MulticastPort(only, families);
  }

  private static Family family(ProtocolFamily family) throws IOException {
    boolean four = family == StandardProtocolFamily.INET;
    var channel = DatagramChannel.open(family);
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1);
      channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
      channel.bind(new InetSocketAddress(four ? "0.0.0.0" : "::", PORT));
      var group = InetAddress.getByName(four ? GROUP_4 : GROUP_6);
      return new Family(channel, group, new LinkedHashSet<>());
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
  }

  /**
   * The interfaces that multicast goes over when none is named: those that are up and can; the
   * loop-back one only where there is no other.
   *
   * @return a snapshot
   * @throws SocketException if the system does not tell
   */
  public static List<NetworkInterface> usable() throws SocketException {
    var up = new ArrayList<NetworkInterface>();
    var loopback = new ArrayList<NetworkInterface>();
    for (var each : NetworkInterface.networkInterfaces().toList()) {
      if (!each.isUp()) {
        continue;
      }
      if (each.isLoopback()) {
        loopback.add(each);
      } else if (each.supportsMulticast() && each.inetAddresses().findAny().isPresent()) {
        up.add(each);
      }
    }
    return up.isEmpty() ? loopback : up;
  }

  private List<NetworkInterface> interfaces() throws SocketException {
    return only == null ? usable() : List.of(only);
  }

  @Override
  public void start(Threads threads, Consumer<Datagram> owner) {
    join();
    for (var family : families) {
      var receiver =
          new UdpReceiver(
              family.channel(),
              threads.virtual("beacon-receiver"),
              datagram -> received(datagram, owner));
      receivers.add(receiver);
      receiver.start();
    }
    var thread = threads.virtual("beacon-sender").newThread(this::run);
    sender = thread;
    thread.start();
  }

  /** Whoever shares the port on this machine may have joined groups on other interfaces. */
  private void received(Datagram datagram, Consumer<Datagram> owner) {
    if (only != null && isLoopback(only) && !datagram.peer().getAddress().isLoopbackAddress()) {
      outside.increment();
    } else {
      owner.accept(datagram);
    }
  }

  private static boolean isLoopback(NetworkInterface network) {
    try {
      return network.isLoopback();
    } catch (SocketException notTold) {
      return false;
    }
  }

  private void join() {
    try {
      for (var network : interfaces()) {
        for (var family : families) {
          join(network, family);
        }
      }
    } catch (SocketException failure) {
      log.debug("the interfaces are not told", failure);
    }
  }

  private static void join(NetworkInterface network, Family family) {
    if (!family.joined().contains(network.getName())) {
      try {
        family.channel().join(family.group(), network);
        family.joined().add(network.getName());
      } catch (IOException | IllegalArgumentException refused) {
        log.debug("no {} on {}: {}", family.group(), network.getName(), refused.getMessage());
      }
    }
  }

  @Override
  public void send(byte[] payload) {
    if (!queue.offer(Optional.of(payload))) {
      dropped.increment();
    }
  }

  private void run() {
    try {
      for (var next = queue.take(); next.isPresent(); next = queue.take()) {
        join();
        sendOnAll(next.get());
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendOnAll(byte[] payload) {
    try {
      for (var network : interfaces()) {
        for (var family : families) {
          sendOn(network, family, payload);
        }
      }
    } catch (SocketException failure) {
      notSent.increment();
    }
  }

  private void sendOn(NetworkInterface network, Family family, byte[] payload) {
    boolean has =
        network
            .inetAddresses()
            .anyMatch(address -> address.getClass().equals(family.group().getClass()));
    if (!has) {
      return;
    }
    try {
      family.channel().setOption(StandardSocketOptions.IP_MULTICAST_IF, network);
      family.channel().send(ByteBuffer.wrap(payload), new InetSocketAddress(family.group(), PORT));
      sent.increment();
    } catch (IOException | IllegalArgumentException failure) {
      notSent.increment();
      log.debug("no beacon on {}: {}", network.getName(), failure.getMessage());
    }
  }

  @Override
  public SortedMap<String, Long> counters() {
    var counters = new TreeMap<String, Long>();
    counters.put("beacons.sent", sent.sum());
    counters.put("beacons.not-sent", notSent.sum());
    counters.put("beacons.dropped.sender-full", dropped.sum());
    counters.put("beacons.dropped.outside-the-interface", outside.sum());
    return counters;
  }

  @Override
  public void close(Duration deadline) {
    boolean asked = queue.offer(Optional.empty());
    queue.close();
    var thread = sender;
    if (thread != null) {
      try {
        if (!asked || !thread.join(deadline)) {
          thread.interrupt();
        }
      } catch (InterruptedException interrupt) {
        thread.interrupt();
        Thread.currentThread().interrupt();
      }
    }
    receivers.forEach(receiver -> receiver.close(STOP));
    for (var family : families) {
      try {
        family.channel().close();
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot close the socket of the beacons", failure);
      }
    }
  }
}
