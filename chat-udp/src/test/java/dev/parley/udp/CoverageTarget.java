package dev.parley.udp;

import dev.parley.core.entry.RoomName;
import dev.parley.core.identity.Identity;
import dev.parley.core.time.Entropy;
import dev.parley.udp.link.Link;
import dev.parley.udp.link.LinkSettings;
import dev.parley.udp.link.MalformedPacketException;
import dev.parley.udp.session.Established;
import dev.parley.udp.session.Handshakes;
import dev.parley.udp.testing.CheapCurve;
import dev.parley.udp.wire.FrameDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * What a fuzzer calls that watches which branches are taken: the first byte chooses a decoder, the
 * rest is its input, cut into messages where a decoder reads several. Whatever is thrown from here
 * is a fault. {@code CONTRIBUTING.md} has the command.
 */
public final class CoverageTarget {
  private static final InetSocketAddress PEER =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 7000);

  private static final Identity OURS = Identity.generate(new Silent());

  private CoverageTarget() {}

  /** Called with one input after the other. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    var rest = Arrays.copyOfRange(input, 1, input.length);
    switch (input[0] & 3) {
      case 0 -> frames(ByteBuffer.wrap(rest));
      case 1 -> link(ByteBuffer.wrap(rest));
      case 2 -> handshakes(ByteBuffer.wrap(rest));
      default -> names(new String(rest, StandardCharsets.UTF_8));
    }
  }

  /** The next message: a byte says how long it is, unless less is left. */
  private static byte[] message(ByteBuffer in) {
    var message = new byte[Math.min(in.get() & 0xff, in.remaining())];
    in.get(message);
    return message;
  }

  private static void frames(ByteBuffer in) {
    var decoder = new FrameDecoder();
    try {
      while (in.hasRemaining()) {
        decoder.decode(message(in));
      }
    } catch (MalformedPacketException refused) {
      return; // as it should
    }
  }

  private static void link(ByteBuffer in) {
    var link = new Link(LinkSettings.sealed(29), (name, by) -> {});
    var out = ByteBuffer.allocate(link.largestPayload());
    long ours = 0;
    long now = 0;
    try {
      for (long number = 0; in.hasRemaining(); number++) {
        link.send(ByteBuffer.allocate(300));
        now += 1_000_000;
        while (link.write(now, ours, out.clear())) {
          ours++;
        }
        link.read(now, number, ByteBuffer.wrap(message(in)));
        link.take();
        link.expired(now);
        link.check();
      }
    } catch (MalformedPacketException refused) {
      link.check();
    }
  }

  private static void handshakes(ByteBuffer in) {
    var host = new Silent();
    var handshakes = new Handshakes(0, OURS, 1, new CheapCurve(), host, host);
    handshakes.open(0, PEER);
    while (in.hasRemaining()) {
      // An opener is padded to its size.
      var message = message(in);
      handshakes.received(
          0, PEER, ByteBuffer.wrap(message.length > 200 ? Arrays.copyOf(message, 1200) : message));
    }
    handshakes.expired(1_000_000_000);
  }

  private static void names(String text) {
    try {
      UdpAddress.parse(text);
      new RoomName(text);
    } catch (IllegalArgumentException refused) {
      return; // as it should
    }
  }

  /** Draws the same each time, sends nothing. */
  private static final class Silent implements Handshakes.Host, Entropy {
    private final Random random = new Random(1);

    @Override
    public void send(InetSocketAddress to, byte[] datagram) {}

    @Override
    public void established(Established session) {}

    @Override
    public void confirm(int ourIndex) {}

    @Override
    public void unconfirmed(int ourIndex) {}

    @Override
    public boolean goesOn(InetSocketAddress address) {
      return false;
    }

    @Override
    public void ourselves(InetSocketAddress address) {}

    @Override
    public int freshIndex() {
      return 7;
    }

    @Override
    public void fill(byte[] target) {
      random.nextBytes(target);
    }

    @Override
    public long nextLong() {
      return random.nextLong();
    }
  }
}
