package dev.parley.integration.speed;

import dev.parley.core.actor.ActorSystem;
import dev.parley.core.transport.LinkId;
import dev.parley.udp.UdpPort;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * One line under way at a time: it goes over, and another comes back. An actor stands in for the
 * room on both sides, in the actor system of the link as a room is.
 */
final class SealedPing {
  private static final int DATAGRAM = 8192;

  private SealedPing() {}

  /**
   * Asks or answers.
   *
   * @param words {@code echo KIND} or {@code ping KIND WARM_UP WINDOWS PORT}
   */
  public static void main(String[] words) throws IOException, InterruptedException {
    var port = UdpPort.builder(0).unfragmented().threads(SealedStream.kind(words[1])).open();
    if (words[0].equals("echo")) {
      Echo.serve(port, DATAGRAM, SealedStream.BYTES);
    } else {
      ping(port, Timing.of(words[2], words[3]), Integer.parseInt(words[4]));
    }
  }

  private static void ping(UdpPort port, Timing timing, int to)
      throws IOException, InterruptedException {
    var done = new CountDownLatch(1);
    var system = ActorSystem.builder("bench").open();
    try (var peer = new SealedPeer(system, port, DATAGRAM, frame -> {})) {
      var asker = new Asker(peer, timing, done);
      peer.room(asker::back);
      peer.call(to);
      asker.ask(peer.link());
      done.await();
    }
  }

  /** Asks again with each answer; after the first question on the room's thread only. */
  private static final class Asker {
    private final SealedPeer peer;
    private final Lines lines;
    private final CountDownLatch done;
    private final Trips trips;
    private long asked;

    Asker(SealedPeer peer, Timing timing, CountDownLatch done) {
      this.peer = peer;
      this.lines = new Lines(peer.self(), SealedStream.BYTES);
      this.done = done;
      this.trips = new Trips(timing, System.nanoTime());
    }

    void ask(LinkId link) {
      asked = System.nanoTime();
      peer.sendAtOnce(link, lines.next());
    }

    void back(LinkId link) {
      long now = System.nanoTime();
      if (trips.add(now, now - asked)) {
        ask(link);
      } else {
        done.countDown();
      }
    }
  }
}
