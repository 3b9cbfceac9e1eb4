package dev.parley.integration.speed;

import dev.parley.core.identity.Identity;
import dev.parley.core.node.ChatNode;
import dev.parley.core.room.RoomEvent;
import dev.parley.core.room.SayResult;
import dev.parley.core.time.SystemTime;
import dev.parley.core.transport.PeerAddress;
import dev.parley.udp.UdpPort;
import dev.parley.udp.sealed.SealedTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Lines through two whole nodes: some threads say them, a subscriber of the other hears them. */
final class NodeStream {
  private static final int AUTHORS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private NodeStream() {}

  /**
   * Says or hears.
   *
   * @param words {@code receive WARM_UP WINDOWS} or {@code send PORT}
   */
  public static void main(String[] words) throws IOException, InterruptedException {
    var port = UdpPort.open(0);
    if (words[0].equals("receive")) {
      var heard = new LongAdder();
      try (var node = open(port)) {
        node.subscribe(event -> heard.add(lines(event)));
        Figures.ready(port.localPort());
        Timing.of(words[1], words[2]).rates("messages/s", heard::sum);
        Runtime.getRuntime().halt(0); // the other never stops
      }
    } else {
      say(open(port), "127.0.0.1:" + words[1]);
    }
  }

  private static ChatNode open(UdpPort port) {
    try (var time = new SystemTime(Thread.ofPlatform().daemon().factory())) {
      var identity = Identity.generate(time);
      return ChatNode.builder(new SealedTransport(port, identity)).self(identity.id()).open();
    }
  }

  private static long lines(RoomEvent event) {
    return switch (event) {
      case RoomEvent.Said said -> 1;
      case RoomEvent.Missed(var from, var lines) -> lines;
      case RoomEvent.Gap(var missed) -> missed;
      case RoomEvent.Joined joined -> 0;
      case RoomEvent.Left left -> 0;
      case RoomEvent.Named named -> 0;
      case RoomEvent.Suspected suspected -> 0;
      case RoomEvent.Recovered recovered -> 0;
      case RoomEvent.Undelivered undelivered -> 0;
    };
  }

  private static void say(ChatNode node, String to) throws IOException, InterruptedException {
    node.connect(new PeerAddress(to));
    while (node.report().links().isEmpty()) {
      Thread.sleep(10);
    }
    var text = "x".repeat(SealedStream.BYTES);
    for (int n = 0; n < AUTHORS; n++) {
      Thread.ofVirtual().start(() -> say(node, text, PATIENCE));
    }
    Thread.sleep(Duration.ofHours(1)); // until the process is ended
  }

  private static void say(ChatNode node, String text, Duration patience) {
    try {
      while (node.say(text, patience) instanceof SayResult.Accepted) {
        // and the next
      }
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }
}
