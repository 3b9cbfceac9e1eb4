package dev.parley.integration.speed;

import dev.parley.core.actor.ActorSystem;
import dev.parley.core.actor.Threads;
import dev.parley.udp.UdpPort;
import java.io.IOException;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiFunction;

/**
 * Lines as fast as they go, one way over a sealed link: two roles, a process each. The benchmark
 * stands in for the room: it hands over one frame after the other, a line each, and waits where it
 * is told that there is no room. What arrives is decoded, and must be every line in its order.
 */
final class SealedStream {
  /** How long each line is: {@value} bytes. */
  static final int BYTES = 100;

  private SealedStream() {}

  /**
   * Sends or receives.
   *
   * @param words {@code receive KIND DATAGRAM WARM_UP WINDOWS} or {@code send KIND DATAGRAM PORT};
   *     KIND is {@code virtual} or {@code platform}
   */
  public static void main(String[] words) throws IOException, InterruptedException {
    var port = UdpPort.builder(0).unfragmented().threads(kind(words[1])).open();
    int datagram = Integer.parseInt(words[2]);
    if (words[0].equals("receive")) {
      receive(port, datagram, Timing.of(words[3], words[4]));
    } else {
      send(port, datagram, Integer.parseInt(words[3]));
    }
  }

  /** What kind of thread sends and receives. */
  static BiFunction<Threads, String, ThreadFactory> kind(String name) {
    return switch (name) {
      case "virtual" -> Threads::virtual;
      case "platform" -> Threads::platform;
      default -> throw new IllegalArgumentException("no kind of thread: " + name);
    };
  }

  private static void receive(UdpPort port, int datagram, Timing timing)
      throws InterruptedException {
    var lines = new InOrder(BYTES);
    try (var peer = new SealedPeer(ActorSystem.builder("bench").open(), port, datagram, lines)) {
      Figures.ready(port.localPort());
      timing.rates("messages/s", lines::count);
      var counters = peer.counters();
      Figures.say(
          "bytes-a-datagram",
          (double) counters.getOrDefault("udp.received.bytes", 0L)
              / counters.getOrDefault("udp.received.datagrams", 1L));
      Runtime.getRuntime().halt(0); // the sender never stops, so there is no end to wait for
    }
  }

  private static void send(UdpPort port, int datagram, int to)
      throws IOException, InterruptedException {
    try (var peer =
        new SealedPeer(ActorSystem.builder("bench").open(), port, datagram, frame -> {})) {
      peer.call(to);
      var link = peer.link();
      var lines = new Lines(peer.self(), BYTES);
      while (true) { // until the process is ended
        peer.send(link, lines.next());
      }
    }
  }
}
