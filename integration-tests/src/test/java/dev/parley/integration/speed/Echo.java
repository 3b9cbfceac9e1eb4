package dev.parley.integration.speed;

import dev.parley.core.actor.ActorSystem;
import dev.parley.udp.UdpPort;
import java.util.concurrent.Semaphore;

/** Answers each line by one of its own, until the process is ended. */
final class Echo {
  private Echo() {}

  /**
   * Serves.
   *
   * @param port where lines come in
   * @param datagram the largest to probe for
   * @param bytes how long an answer is
   */
  static void serve(UdpPort port, int datagram, int bytes) throws InterruptedException {
    var asked = new Semaphore(0);
    try (var peer =
        new SealedPeer(
            ActorSystem.builder("bench").open(), port, datagram, frame -> asked.release())) {
      Figures.ready(port.localPort());
      var link = peer.link();
      var lines = new Lines(peer.self(), bytes);
      while (true) {
        asked.acquire();
        peer.send(link, lines.next());
      }
    }
  }
}
