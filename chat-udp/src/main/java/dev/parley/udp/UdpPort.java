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
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** A UDP socket with a thread that sends and a thread that receives. */
public final class UdpPort implements DatagramPort {
  /** What we ask the kernel to hold for us in each direction; it may grant less. */
  private static final int KERNEL_BUFFER = 4 << 20;

  private static final Duration STOP = Duration.ofMillis(200);

  private final DatagramChannel channel;
  private final int localPort;
  private final boolean onThisMachine;
  private final LongAdder outside = new LongAdder();
  private final BiFunction<Threads, String, ThreadFactory> kind;
  private volatile @Nullable Running running;

  /** As last read, for they are gone with the socket. */
  private volatile OptionalLong kernelDrops = OptionalLong.empty();

  private record Running(UdpSender sender, UdpReceiver receiver) {}

  private UdpPort(DatagramChannel channel, Builder builder) throws IOException {
    this.channel = channel;
    this.onThisMachine = builder.onThisMachine;
    this.kind = builder.kind;
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
    return builder(port).open();
  }

  /**
   * Begins to describe a socket on every address of the machine, IPv4 and IPv6.
   *
   * @param port the port, or 0 for a free one
   * @return a builder whose settings all have defaults
   */
  public static Builder builder(int port) {
    return new Builder(port);
  }

  /** The settings of a port that is not open yet. Not safe for use by many threads. */
  public static final class Builder {
    private final int port;
    private boolean onThisMachine;
    private boolean unfragmented;
    private BiFunction<Threads, String, ThreadFactory> kind = Threads::virtual;

    private Builder(int port) {
      this.port = port;
    }

    /**
     * For talk that stays on this machine: what goes to or comes from an address that is not a
     * loop-back one is dropped and counted.
     *
     * @return this builder
     */
    public Builder onThisMachine() {
      onThisMachine = true;
      return this;
    }

    /**
     * A datagram that is too large for a path is not sent, or dropped on the way, instead of going
     * in fragments: for those who find out what the path carries. Where the system has no such
     * option (RFC 791's flag DF), nothing changes.
     *
     * @return this builder
     */
    public Builder unfragmented() {
      unfragmented = true;
      return this;
    }

    /**
     * What kind of threads send and receive; by default virtual ones.
     *
     * @param choice {@code Threads::virtual} or {@code Threads::platform}
     * @return this builder
     */
    public Builder threads(BiFunction<Threads, String, ThreadFactory> choice) {
      kind = choice;
      return this;
    }

    /**
     * Binds the socket.
     *
     * @return the bound socket, which the caller must close
     * @throws IOException if the port is in use or not permitted
     * @throws IllegalArgumentException if the port is not 0 to 65535
     */
    public UdpPort open() throws IOException {
      var address = new InetSocketAddress(port);
      var channel = DatagramChannel.open();
      try {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, KERNEL_BUFFER);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, KERNEL_BUFFER);
        var option = ExtendedSocketOptions.IP_DONTFRAGMENT;
        if (unfragmented && channel.supportedOptions().contains(option)) {
          channel.setOption(option, true);
        }
        channel.bind(address);
        return new UdpPort(channel, this);
      } catch (IOException failure) {
        channel.close();
        throw failure;
      }
    }
  }

  @Override
  public void start(Threads threads, Owner owner) {
    var sender =
        new UdpSender(channel, this::mayPass, kind.apply(threads, "udp-sender"), owner::notSent);
    var receiver =
        new UdpReceiver(
            channel, kind.apply(threads, "udp-receiver"), datagram -> received(datagram, owner));
    running = new Running(sender, receiver);
    sender.start();
    receiver.start();
  }

  private boolean mayPass(InetSocketAddress peer) {
    return !onThisMachine || peer.getAddress().isLoopbackAddress();
  }

  private void received(Datagram datagram, Owner owner) {
    if (mayPass(datagram.peer())) {
      owner.received(datagram);
    } else {
      outside.increment();
    }
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
      counters.put("udp.received.dropped.outside-this-machine", outside.sum());
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
