package dev.parley.integration.speed;

import dev.parley.core.actor.ActorSystem;
import dev.parley.udp.UdpPort;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * What sessions cost while nobody says anything: one process has many, each with another peer, and
 * over each a line has gone both ways. Its heap is looked at before and after, and the packets that
 * it sends and receives are counted.
 */
final class IdleSessions {
  private static final int DATAGRAM = 8192;
  private static final int LINE = 20;
  private static final int COLLECTIONS = 8;

  /** What the first sessions need for all is not the price of one. */
  private static final int BEFORE = 10;

  /** Until answers that were kept for the handshakes are forgotten. */
  private static final long SETTLE_MILLIS = 12_000;

  private IdleSessions() {}

  /**
   * Has the sessions, or is their other ends.
   *
   * @param words {@code hub SESSIONS SECONDS} or {@code peers SESSIONS PORT}
   */
  public static void main(String[] words) throws IOException, InterruptedException {
    int sessions = Integer.parseInt(words[1]);
    if (words[0].equals("hub")) {
      hub(sessions, Integer.parseInt(words[2]));
      Runtime.getRuntime().halt(0);
    } else {
      peers(sessions, Integer.parseInt(words[2]));
    }
  }

  private static void hub(int sessions, int seconds) throws IOException, InterruptedException {
    var port = UdpPort.open(0);
    var heard = new Semaphore(0);
    try (var hub =
        new SealedPeer(
            ActorSystem.builder("hub").open(), port, DATAGRAM, frame -> heard.release())) {
      var lines = new Lines(hub.self(), LINE);
      Figures.ready(port.localPort());
      var first = hub.link();
      for (int n = 1; n < BEFORE; n++) {
        hub.send(hub.link(), lines.next());
      }
      heard.acquire(BEFORE);
      Thread.sleep(SETTLE_MILLIS);
      long before = used();
      hub.send(first, lines.next()); // which asks for the others
      for (int n = 0; n < sessions; n++) {
        hub.send(hub.link(), lines.next());
      }
      heard.acquire(sessions);
      Thread.sleep(SETTLE_MILLIS);
      Figures.say("heap-bytes", (double) (used() - before) / sessions);
      packets(hub, BEFORE + sessions, seconds);
    }
  }

  private static void packets(SealedPeer hub, int sessions, int seconds)
      throws InterruptedException {
    var before = hub.counters();
    Thread.sleep(seconds * 1000L);
    var after = hub.counters();
    double each = 1.0 / sessions / seconds;
    for (var way : List.of("sent", "received")) {
      var name = "udp." + way + ".datagrams";
      long packets = after.getOrDefault(name, 0L) - before.getOrDefault(name, 0L);
      Figures.say("packets/s-" + way, packets * each);
    }
  }

  /** What is reachable: the least that a collection leaves, for not each finds all that is dead. */
  private static long used() {
    long least = Long.MAX_VALUE;
    for (int n = 0; n < COLLECTIONS; n++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  private static void peers(int sessions, int to) throws IOException, InterruptedException {
    var asked = new Semaphore(0);
    var kept = new ArrayList<SealedPeer>();
    for (int n = 0; n < BEFORE; n++) {
      kept.add(peer(to, n == 0 ? asked : new Semaphore(0)));
    }
    asked.acquire();
    for (int n = 0; n < sessions; n++) {
      kept.add(peer(to, new Semaphore(0)));
    }
    try {
      new Semaphore(0).acquire(); // until the process is ended
    } finally {
      Reference.reachabilityFence(kept);
    }
  }

  /** One that has said a line. */
  private static SealedPeer peer(int to, Semaphore heard) throws IOException, InterruptedException {
    var peer =
        new SealedPeer(
            ActorSystem.builder("peer").open(),
            UdpPort.open(0),
            DATAGRAM,
            frame -> heard.release());
    peer.call(to);
    peer.send(peer.link(), new Lines(peer.self(), LINE).next());
    return peer;
  }
}
