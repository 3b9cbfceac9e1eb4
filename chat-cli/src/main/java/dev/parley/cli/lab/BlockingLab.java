package dev.parley.cli.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A chat whose keyboard stays silent for a while, on one thread and on two. */
final class BlockingLab implements Lab {
  private static final int LINES = 10;
  private static final Duration BETWEEN = Duration.ofMillis(50);
  private static final Duration SILENCE = Duration.ofMillis(800);
  private static final int PATIENCE_MILLIS = 5000;

  @Override
  public String name() {
    return "blocking";
  }

  @Override
  public String lesson() {
    return "on one thread, waiting for the keyboard blocks the network";
  }

  @Override
  public void run(Equipment equipment, Notes notes) throws InterruptedException {
    notes.say(
        LINES
            + " datagrams come in over loop-back, one each "
            + BETWEEN.toMillis()
            + " ms, while nobody types for "
            + SILENCE.toMillis()
            + " ms.");
    try {
      notes.figure("one thread", "longest wait", longestWait(equipment, false), "ms");
      notes.figure("two threads", "longest wait", longestWait(equipment, true), "ms");
    } catch (IOException failure) {
      throw new UncheckedIOException("the loop-back socket failed", failure);
    }
    notes.say(
        "Learn: a call that waits holds up everything else on its thread. A thread for each thing"
            + " that waits is the cure, and a virtual one costs next to nothing. The lines were"
            + " not lost here, only late; a socket's buffer that fills up meanwhile loses them.");
  }

  /** In milliseconds, from the sending of a datagram to its handling. */
  private static double longestWait(Equipment equipment, boolean apart)
      throws IOException, InterruptedException {
    var loopBack = InetAddress.getLoopbackAddress();
    try (var socket = new DatagramSocket(0, loopBack);
        var keys = new PipedOutputStream();
        var keyboard = new PipedInputStream(keys);
        var peer = new DatagramSocket(0, loopBack)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      var longest = new AtomicLong();
      Runnable receiving = () -> receive(equipment, socket, longest);
      var threads =
          apart
              ? List.of(
                  start(equipment, "receiver", receiving),
                  start(equipment, "keyboard", () -> type(keyboard)))
              : List.of(
                  start(
                      equipment,
                      "chat",
                      () -> {
                        type(keyboard); // as input() does before recvfrom()
                        receiving.run();
                      }));
      for (int n = 0; n < LINES; n++) {
        var stamp = ByteBuffer.allocate(Long.BYTES).putLong(equipment.time().nanoTime()).array();
        peer.send(new DatagramPacket(stamp, stamp.length, loopBack, socket.getLocalPort()));
        equipment.pause(BETWEEN);
      }
      equipment.pause(SILENCE.minus(BETWEEN.multipliedBy(LINES)));
      keys.write('\n');
      keys.flush();
      for (var thread : threads) {
        thread.join(PATIENCE_MILLIS);
      }
      return longest.get() / 1e6;
    }
  }

  private static Thread start(Equipment equipment, String role, Runnable task) {
    var thread = equipment.threads().virtual(role).newThread(task);
    thread.start();
    return thread;
  }

  private static void type(InputStream keyboard) {
    try {
      int key = keyboard.read();
      if (key < 0) {
        throw new IllegalStateException("the keyboard is gone");
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void receive(Equipment equipment, DatagramSocket socket, AtomicLong longest) {
    try {
      var packet = new DatagramPacket(new byte[Long.BYTES], Long.BYTES);
      for (int n = 0; n < LINES; n++) {
        socket.receive(packet);
        long sent = ByteBuffer.wrap(packet.getData()).getLong();
        longest.accumulateAndGet(equipment.time().nanoTime() - sent, Math::max);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
