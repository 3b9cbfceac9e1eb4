package dev.parley.integration.speed;

import dev.parley.core.actor.ActorSystem;
import dev.parley.core.transport.LinkId;
import dev.parley.udp.UdpPort;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/**
 * A lone line whose datagram gets lost: from saying it until the answer to it is here. Nothing
 * follows that would show the gap, so that only the probe time-out can repair it: the worst case.
 */
final class Repair {
  private static final int DATAGRAM = 8192;

  /** Acknowledgements alone are shorter, lines longer. */
  private static final int LINE = 110;

  /** Probes for the path's size are at least so long. */
  private static final int PROBE = 1000;

  private static final int WARM_UP = 5000;

  /** Longer than an acknowledgement may be kept back, so that each loss begins in silence. */
  private static final long PAUSE_MILLIS = 12;

  private Repair() {}

  /**
   * Loses or answers.
   *
   * @param words {@code echo} or {@code lose TIMES PORT}
   */
  public static void main(String[] words) throws IOException, InterruptedException {
    if (words[0].equals("echo")) {
      Echo.serve(UdpPort.open(0), DATAGRAM, SealedStream.BYTES);
    } else {
      lose(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
    }
  }

  private static void lose(int times, int to) throws IOException, InterruptedException {
    var port = new WatchedPort(UdpPort.open(0), LINE, PROBE);
    var back = new Semaphore(0);
    try (var peer =
        new SealedPeer(
            ActorSystem.builder("bench").open(), port, DATAGRAM, frame -> back.release())) {
      peer.call(to);
      var link = peer.link();
      var lines = new Lines(peer.self(), SealedStream.BYTES);
      var whole = new long[WARM_UP];
      for (int n = 0; n < WARM_UP; n++) {
        whole[n] = trip(peer, link, lines, back);
      }
      Arrays.sort(whole);
      Figures.say("undisturbed-p50-us", whole[WARM_UP / 2] / 1e3);
      var repaired = new long[times];
      for (int n = 0; n < times; n++) {
        Thread.sleep(PAUSE_MILLIS);
        port.loseNext();
        repaired[n] = trip(peer, link, lines, back);
      }
      Trips.say(repaired, times);
    }
  }

  private static long trip(SealedPeer peer, LinkId link, Lines lines, Semaphore back)
      throws InterruptedException {
    long begin = System.nanoTime();
    peer.send(link, lines.next());
    back.acquire();
    return System.nanoTime() - begin;
  }
}
