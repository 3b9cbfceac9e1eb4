package dev.parley.integration.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A network between two programs on loop-back: keeps what passes, loses, doubles, damages, delays
 * and so reorders some of it, as a seed says. Who writes first is one side; the other is named.
 */
final class Relay implements AutoCloseable {
  private final DatagramSocket front;
  private final DatagramSocket back;
  private final InetSocketAddress server;
  private final Random random;
  private final double loss;
  private final double doubling;
  private final double damage;
  private final int delay;
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private final List<byte[]> passed = new ArrayList<>();
  private volatile InetSocketAddress client;

  Relay(int serverPort, long seed, double loss, double doubling, double damage) throws IOException {
    this(serverPort, seed, loss, doubling, damage, 0);
  }

  /** Holds each copy back for up to so many milliseconds. */
  Relay(int serverPort, long seed, double loss, double doubling, double damage, int delay)
      throws IOException {
    var loopBack = InetAddress.getLoopbackAddress();
    this.front = new DatagramSocket(0, loopBack);
    this.back = new DatagramSocket(0, loopBack);
    this.server = new InetSocketAddress(loopBack, serverPort);
    this.client = server;
    this.random = new Random(seed);
    this.loss = loss;
    this.doubling = doubling;
    this.damage = damage;
    this.delay = delay;
    Thread.ofVirtual().start(() -> pass(front, back, true));
    Thread.ofVirtual().start(() -> pass(back, front, false));
  }

  String address() {
    return "127.0.0.1:" + front.getLocalPort();
  }

  private void pass(DatagramSocket from, DatagramSocket to, boolean forward) {
    var packet = new DatagramPacket(new byte[65_536], 65_536);
    try {
      while (true) {
        packet.setLength(65_536);
        from.receive(packet);
        if (forward) {
          client = (InetSocketAddress) packet.getSocketAddress();
        }
        var bytes = Arrays.copyOf(packet.getData(), packet.getLength());
        pass(bytes, to, forward ? server : client);
      }
    } catch (IOException closed) {
      if (!from.isClosed() && !to.isClosed()) {
        throw new UncheckedIOException(closed);
      }
    }
  }

  private void pass(byte[] bytes, DatagramSocket to, InetSocketAddress target) throws IOException {
    int copies;
    int wait;
    synchronized (this) {
      passed.add(bytes.clone());
      copies = random.nextDouble() < loss ? 0 : random.nextDouble() < doubling ? 2 : 1;
      wait = delay == 0 ? 0 : random.nextInt(delay + 1);
      if (random.nextDouble() < damage) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
      }
    }
    for (int n = 0; n < copies; n++) {
      if (wait == 0) {
        to.send(new DatagramPacket(bytes, bytes.length, target));
      } else {
        var _ = later.schedule(() -> sendLater(bytes, to, target), wait, TimeUnit.MILLISECONDS);
      }
    }
  }

  private static void sendLater(byte[] bytes, DatagramSocket to, InetSocketAddress target) {
    try {
      to.send(new DatagramPacket(bytes, bytes.length, target));
    } catch (IOException closed) {
      if (!to.isClosed()) {
        throw new UncheckedIOException(closed);
      }
    }
  }

  /** Everything that passed so far, before it was damaged. */
  synchronized List<byte[]> passed() {
    return List.copyOf(passed);
  }

  @Override
  public void close() {
    later.shutdownNow();
    front.close();
    back.close();
  }
}
