package dev.parley.integration.speed;

import dev.parley.core.actor.ActorSystem;
import dev.parley.udp.UdpPort;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * How many bytes a line of 20 costs beside itself, of the UDP payload of its datagram: header,
 * seal, frames. The link is in use for a while, and between two lines a minute passes on the
 * author's clock.
 */
final class LineBytes {
  private static final int DATAGRAM = 8192;
  private static final int LINE = 20;

  /** An acknowledgement alone is shorter. */
  private static final int SHORTER = 50;

  /** Probes for the path's size are at least so long. */
  private static final int PROBE = 1000;

  private static final int BEFORE = 2000;
  private static final int TIMES = 20;
  private static final long MINUTE = 60_000;

  /** Longer than an acknowledgement is kept back: it goes ahead of the next line. */
  private static final long PAUSE_MILLIS = 15;

  private LineBytes() {}

  /**
   * Says or answers.
   *
   * @param words {@code echo} or {@code say PORT}
   */
  public static void main(String[] words) throws IOException, InterruptedException {
    if (words[0].equals("echo")) {
      Echo.serve(UdpPort.open(0), DATAGRAM, LINE);
    } else {
      say(Integer.parseInt(words[1]));
    }
  }

  private static void say(int to) throws IOException, InterruptedException {
    var port = new WatchedPort(UdpPort.open(0), SHORTER, PROBE);
    var back = new Semaphore(0);
    try (var peer =
        new SealedPeer(
            ActorSystem.builder("bench").open(), port, DATAGRAM, frame -> back.release())) {
      peer.call(to);
      var link = peer.link();
      var lines = new Lines(peer.self(), LINE);
      for (int n = 0; n < BEFORE; n++) {
        peer.send(link, lines.next());
        back.acquire();
      }
      for (int n = 0; n < TIMES; n++) {
        Thread.sleep(PAUSE_MILLIS);
        peer.send(link, lines.after(MINUTE));
        back.acquire();
        Figures.say("bytes-alone", port.lastSize() - (double) LINE);
      }
      for (int n = 0; n < TIMES; n++) {
        peer.send(link, lines.after(MINUTE));
        back.acquire();
        Figures.say("bytes-with-acknowledgement", port.lastSize() - (double) LINE);
      }
    }
  }
}
