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
    var system = ActorSystem.builder("bench").open();
    try (var peer = new SealedPeer(system, port, datagram, frame -> {})) {
      var lines = new Lines(peer.self(), bytes);
      peer.room(link -> peer.sendAtOnce(link, lines.next()));
      Figures.ready(port.localPort());
      new Semaphore(0).acquire(); // until the process is ended
    }
  }
}
