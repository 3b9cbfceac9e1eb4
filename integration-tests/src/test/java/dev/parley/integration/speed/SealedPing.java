package dev.parley.integration.speed;

import dev.parley.core.actor.ActorSystem;
import dev.parley.core.transport.Frame;
import dev.parley.core.transport.LinkId;
import dev.parley.udp.UdpPort;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/** One line under way at a time: it goes over, and another comes back. */
final class SealedPing {
  private static final int DATAGRAM = 8192;

  private SealedPing() {}

  /**
   * Asks or answers.
   *
   * @param words {@code echo KIND} or {@code ping KIND WARM_UP WINDOWS PORT}
   */
  public static void main(String[] words) throws IOException, InterruptedException {
    var port = UdpPort.open(0, SealedStream.kind(words[1]));
    if (words[0].equals("echo")) {
      Echo.serve(port, DATAGRAM, SealedStream.BYTES);
    } else {
      ping(port, Timing.of(words[2], words[3]), Integer.parseInt(words[4]));
    }
  }

  private static void ping(UdpPort port, Timing timing, int to)
      throws IOException, InterruptedException {
    var back = new Semaphore(0);
    try (var peer =
        new SealedPeer(
            ActorSystem.builder("bench").open(), port, DATAGRAM, frame -> back.release())) {
      peer.call(to);
      var link = peer.link();
      var lines = new Lines(peer.self(), SealedStream.BYTES);
      timing.trips(() -> trip(peer, link, lines.next(), back));
    }
  }

  private static long trip(SealedPeer peer, LinkId link, Frame line, Semaphore back)
      throws InterruptedException {
    long begin = System.nanoTime();
    peer.send(link, line);
    back.acquire();
    return System.nanoTime() - begin;
  }
}
