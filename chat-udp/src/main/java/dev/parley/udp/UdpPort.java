package dev.parley.udp;

import dev.parley.core.actor.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A UDP socket with a thread that sends and a thread that receives. */
public final class UdpPort implements DatagramPort {
  /** What we ask the kernel to hold for us in each direction; it may grant less. */
  private static final int KERNEL_BUFFER = 4 << 20;

  private static final Duration STOP = Duration.ofMillis(200);

  private final DatagramChannel channel;
  private final int localPort;
  private final BiFunction<Threads, String, ThreadFactory> kind;
  private volatile @Nullable Running running;

  /** As last read, for they are gone with the socket. */
  private volatile OptionalLong kernelDrops = OptionalLong.empty();

  private record Running(UdpSender sender, UdpReceiver receiver) {}

  private UdpPort(DatagramChannel channel, BiFunction<Threads, String, ThreadFactory> kind)
      throws IOException {
    this.channel = channel;
    this.kind = kind;
    this.localPort = ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  /**
   * Binds a socket on every address of the machine, IPv4 and IPv6.
   *
   * @param port the port, or 0 for a free one
   * @return the bound socket, which the caller must close
   * @throws IOException if the port is in use or not permitted
   * @throws IllegalArgumentException if the port is not 0 to 65535
   */
  public static UdpPort open(int port) throws IOException {
    return open(port, Threads::virtual);
  }

  /**
   * Binds a socket on every address of the machine, IPv4 and IPv6, with a say in what kind of
   * threads send and receive.
   *
   * @param port the port, or 0 for a free one
   * @param kind {@code Threads::virtual} or {@code Threads::platform}
   * @return the bound socket, which the caller must close
   * @throws IOException if the port is in use or not permitted
   * @throws IllegalArgumentException if the port is not 0 to 65535
   */
  public static UdpPort open(int port, BiFunction<Threads, String, ThreadFactory> kind)
      throws IOException {
    var address = new InetSocketAddress(port);
    var channel = DatagramChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, KERNEL_BUFFER);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, KERNEL_BUFFER);
      channel.bind(address);
      return new UdpPort(channel, kind);
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
  }

  @Override
  public void start(Threads threads, Owner owner) {
    var sender = new UdpSender(channel, kind.apply(threads, "udp-sender"), owner::notSent);
    var receiver = new UdpReceiver(channel, kind.apply(threads, "udp-receiver"), owner::received);
    running = new Running(sender, receiver);
    sender.start();
    receiver.start();
  }

  @Override
  public boolean offer(Datagram datagram) {
    var now = running;
    return now != null && now.sender().offer(datagram);
  }

  @Override
  public int localPort() {
    return localPort;
  }

  @Override
  public SortedMap<String, Long> counters() {
    var counters = new TreeMap<String, Long>();
    var now = running;
    if (now != null) {
      counters.putAll(now.sender().counters());
      counters.putAll(now.receiver().counters());
    }
    if (channel.isOpen()) {
      kernelDrops = KernelDrops.ofPort(localPort);
    }
    kernelDrops.ifPresent(drops -> counters.put("udp.received.dropped.by-the-kernel", drops));
    return counters;
  }

  @Override
  public void close(Duration deadline) {
    if (channel.isOpen()) {
      kernelDrops = KernelDrops.ofPort(localPort);
    }
    var now = running;
    if (now != null) {
      now.sender().close(deadline);
      now.receiver().close(STOP);
    }
    try {
      channel.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot close the socket of port " + localPort, failure);
    }
  }
}
