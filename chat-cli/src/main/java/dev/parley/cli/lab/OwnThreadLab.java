package dev.parley.cli.lab;

import dev.parley.udp.Datagram;
import dev.parley.udp.DatagramPort;
import dev.parley.udp.UdpPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The program's own two kinds of network thread, a class for each, at work. */
final class OwnThreadLab implements Lab {
  private static final int LINES = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "own-thread";
  }

  @Override
  public String lesson() {
    return "a class for each kind of thread keeps what it does in one place";
  }

  @Override
  public void run(Equipment equipment, Notes notes) throws InterruptedException {
    notes.say(
        "Two sockets on loop-back, each with a UdpSender and a UdpReceiver: a class that has its"
            + " thread, its queue and its counters, and that its owner starts and stops. "
            + LINES
            + " lines go there and come back.");
    var first = new CountDownLatch(1);
    var back = new CountDownLatch(LINES);
    DatagramPort ann = open();
    try {
      DatagramPort bob = open();
      try {
        bob.start(equipment.threads(), new Echo(bob));
        ann.start(equipment.threads(), new Counter(first, back));
        talk(ann, bob.localPort(), 1, first); // now all four are at work
        notes.say("Alive now:");
        equipment.threads().live().stream()
            .filter(thread -> thread.getName().startsWith("udp-"))
            .forEach(thread ->
                notes.say("  " + thread.getName() + (thread.isVirtual() ? ", virtual" : "")));
        double took = equipment.millis(() -> talk(ann, bob.localPort(), LINES - 1, back));
        for (var name : new String[] {"udp.sent.datagrams", "udp.received.datagrams"}) {
          notes.count("ann", name, ann.counters().getOrDefault(name, 0L));
          notes.count("bob", name, bob.counters().getOrDefault(name, 0L));
        }
        notes.figure("ann", "all answers after", took, "ms");
      } finally {
        bob.close(PATIENCE);
      }
    } finally {
      ann.close(PATIENCE);
    }
    notes.say(
        "Learn: a thread with its data in one class is one thing to understand, to test, to name"
            + " and to stop. Others hand it work through its queue; nobody reaches inside.");
  }

  private static UdpPort open() {
    try {
      return UdpPort.open(0);
    } catch (IOException failure) {
      throw new UncheckedIOException("no UDP port is free", failure);
    }
  }

  /** Says lines, and waits until the answers are back. */
  private static void talk(DatagramPort from, int port, int lines, CountDownLatch back)
      throws InterruptedException {
    var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var line = "hi".getBytes(StandardCharsets.UTF_8);
    for (int n = 0; n < lines; n++) {
      if (!from.offer(new Datagram(to, line))) {
        throw new IllegalStateException("the sender's queue is full");
      }
    }
    if (!back.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(back.getCount() + " answers are missing");
    }
  }

  private record Echo(DatagramPort port) implements DatagramPort.Owner {
    @Override
    public void received(Datagram datagram) {
      if (!port.offer(datagram)) {
        throw new IllegalStateException("the sender's queue is full");
      }
    }

    @Override
    public void notSent(Datagram datagram, IOException failure) {
      throw new UncheckedIOException("an answer was not sent", failure);
    }
  }

  private record Counter(CountDownLatch first, CountDownLatch back) implements DatagramPort.Owner {
    @Override
    public void received(Datagram datagram) {
      first.countDown();
      back.countDown();
    }

    @Override
    public void notSent(Datagram datagram, IOException failure) {
      throw new UncheckedIOException("a line was not sent", failure);
    }
  }
}
