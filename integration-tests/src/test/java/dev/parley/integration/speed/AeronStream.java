package dev.parley.integration.speed;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.FragmentHandler;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * Aeron as the rival: messages one way over UDP unicast, reliable and in order, not encrypted. A
 * process each for sender and receiver, a media driver in each with one thread beside the one that
 * sends or receives: more threads would not fit on two processors.
 */
final class AeronStream {
  private static final int STREAM = 1001;
  private static final int LIMIT = 256;
  private static final int SOCKET_BUFFER = 4 << 20;

  private AeronStream() {}

  /**
   * Sends or receives.
   *
   * @param words {@code receive MTU WARM_UP WINDOWS} or {@code send MTU PORT}
   */
  public static void main(String[] words) throws IOException, InterruptedException {
    int mtu = Integer.parseInt(words[1]);
    try (var driver = MediaDriver.launchEmbedded(driver(mtu));
        var aeron =
            Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()))) {
      if (words[0].equals("receive")) {
        receive(aeron, Timing.of(words[2], words[3]));
        Runtime.getRuntime().halt(0); // the sender never stops
      } else {
        send(aeron, channel(Integer.parseInt(words[2])));
      }
    }
  }

  private static MediaDriver.Context driver(int mtu) throws IOException {
    return new MediaDriver.Context()
        .aeronDirectoryName(Files.createTempDirectory("aeron").toString())
        .dirDeleteOnStart(true)
        .dirDeleteOnShutdown(true)
        .threadingMode(ThreadingMode.SHARED)
        .sharedIdleStrategy(idle())
        .mtuLength(mtu)
        .socketRcvbufLength(SOCKET_BUFFER)
        .socketSndbufLength(SOCKET_BUFFER)
        .initialWindowLength(SOCKET_BUFFER / 2);
  }

  private static IdleStrategy idle() {
    return new YieldingIdleStrategy();
  }

  private static String channel(int port) {
    return "aeron:udp?endpoint=127.0.0.1:" + port;
  }

  private static int freePort() throws IOException {
    try (var socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      return socket.getLocalPort();
    }
  }

  private static void receive(Aeron aeron, Timing timing) throws IOException, InterruptedException {
    int port = freePort();
    var count = new AtomicLong();
    var idle = idle();
    FragmentHandler handler =
        (buffer, offset, length, header) -> {
          long expected = count.getPlain() + 1;
          if (buffer.getLong(offset) != expected || length != SealedStream.BYTES) {
            throw new IllegalStateException("not message " + expected);
          }
          count.setRelease(expected);
        };
    try (var subscription = aeron.addSubscription(channel(port), STREAM)) {
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
            while (true) {
              idle.idle(subscription.poll(handler, LIMIT));
            }
          });
      Figures.ready(port);
      timing.rates("messages/s", count::getAcquire);
    }
  }

  private static void send(Aeron aeron, String channel) {
    var idle = idle();
    var buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(SealedStream.BYTES));
    try (var publication = aeron.addExclusivePublication(channel, STREAM)) {
      for (long number = 1; true; number++) { // until the process is ended
        buffer.putLong(0, number);
        while (publication.offer(buffer, 0, SealedStream.BYTES) < 0) {
          idle.idle();
        }
        idle.reset();
      }
    }
  }
}
