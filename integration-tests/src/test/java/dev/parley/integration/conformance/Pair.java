package dev.parley.integration.conformance;

import dev.parley.core.identity.Identity;
import dev.parley.core.node.ChatNode;
import dev.parley.core.room.Guard;
import dev.parley.core.time.SystemTime;
import dev.parley.core.transport.InProcessNetwork;
import dev.parley.core.transport.PeerAddress;
import dev.parley.core.transport.Transport;
import dev.parley.udp.UdpPort;
import dev.parley.udp.plain.LineEnd;
import dev.parley.udp.plain.PlainSettings;
import dev.parley.udp.plain.PlainTransport;
import dev.parley.udp.sealed.SealedTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Two nodes over one kind of transport, and how the first reaches the second. */
record Pair(ChatNode ann, ChatNode bob, Transport transport, PeerAddress toBob, Heard heardByBob)
    implements AutoCloseable {
  /** The transports that are held to their capabilities. */
  enum Kind {
    IN_PROCESS("nobody-of-that-name") {
      @Override
      Pair open(Guard guard) {
        var network = new InProcessNetwork();
        return pair(guard, network.transport("ann"), network.transport("bob"), "bob");
      }
    },
    PLAIN_UDP("no-such-host.invalid:7788") {
      @Override
      Pair open(Guard guard) throws IOException {
        var settings = new PlainSettings(StandardCharsets.UTF_8, LineEnd.LF, 4000, true);
        var bobsPort = UdpPort.open(0);
        return pair(
            guard,
            new PlainTransport(UdpPort.open(0), settings),
            new PlainTransport(bobsPort, settings),
            "127.0.0.1:" + bobsPort.localPort());
      }
    },
    SEALED_UDP("no-such-host.invalid:7788") {
      @Override
      Pair open(Guard guard) throws IOException {
        var ann = identity();
        var bob = identity();
        var bobsPort = UdpPort.open(0);
        var heard = new Heard();
        var anns = new SealedTransport(UdpPort.open(0), ann);
        var bobs = new SealedTransport(bobsPort, bob);
        return new Pair(
            ChatNode.builder(anns).self(ann.id()).guard(guard).open(),
            ChatNode.builder(bobs).self(bob.id()).guard(guard).subscriber("heard", heard).open(),
            anns,
            new PeerAddress("127.0.0.1:" + bobsPort.localPort()),
            heard);
      }
    };

    private final String nowhere;

    Kind(String nowhere) {
      this.nowhere = nowhere;
    }

    abstract Pair open(Guard guard) throws IOException;

    PeerAddress nowhere() {
      return new PeerAddress(nowhere);
    }
  }

  private static Identity identity() {
    try (var time = new SystemTime(Thread.ofPlatform().daemon().factory())) {
      return Identity.generate(time);
    }
  }

  private static Pair pair(Guard guard, Transport anns, Transport bobs, String toBob) {
    var heard = new Heard();
    return new Pair(
        ChatNode.builder(anns).guard(guard).open(),
        ChatNode.builder(bobs).guard(guard).subscriber("heard", heard).open(),
        anns,
        new PeerAddress(toBob),
        heard);
  }

  @Override
  public void close() {
    ann.close();
    bob.close();
  }
}
