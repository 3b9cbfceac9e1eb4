package dev.parley.udp.sealed;

import static dev.parley.udp.testing.Eventually.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.entry.Entry;
import dev.parley.core.entry.EntryId;
import dev.parley.core.entry.LogId;
import dev.parley.core.entry.RoomName;
import dev.parley.core.entry.Sequence;
import dev.parley.core.identity.PeerId;
import dev.parley.core.time.Entropy;
import dev.parley.core.transport.Frame;
import dev.parley.core.transport.UnknownPeerException;
import dev.parley.udp.link.Varint;
import dev.parley.udp.sealed.MemoryNet.Passed;
import dev.parley.udp.sealed.MemoryNet.Program;
import dev.parley.udp.testing.Hostile;
import dev.parley.udp.wire.FrameEncoder;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A whole endpoint among hostile datagrams, while a session goes on: real actors, no socket. */
@Timeout(1800)
class HostileInputFuzzTest {
  private static final int OPENER = 1200;
  private static final int THIRD = 117;
  private static final long MEBIBYTE = 1 << 20;

  /** What the heap may have grown by once all is collected. */
  private static final long GROWTH = 8 * MEBIBYTE;

  /** Packets that a session sends by itself: for life, for the size of the path, for sureness. */
  private static final int OWN_PACKETS = 60;

  private final Hostile hostile = new Hostile(8);
  private final MemoryNet net = new MemoryNet();
  private final Program ann = net.program("ann", 7001);
  private final Program bob = net.program("bob", 7002);

  @BeforeEach
  void link() throws UnknownPeerException {
    ann.connect(bob);
    talk(5);
  }

  @AfterEach
  void close() {
    net.close();
    for (var program : List.of(ann, bob)) {
      assertThat(program.system.accounts().failed()).isZero();
    }
  }

  /** Lines both ways, each of which must come, in order. */
  private void talk(int lines) {
    for (int n = 0; n < lines; n++) {
      ann.say("ann " + ann.said.size());
      bob.say("bob " + bob.said.size());
    }
    await().until(() -> bob.heard.size() >= ann.said.size() && ann.heard.size() >= bob.said.size());
    assertThat(bob.heard).isEqualTo(ann.said);
    assertThat(ann.heard).isEqualTo(bob.said);
  }

  private void assertOneSessionOnly() {
    assertThat(bob.links).hasSize(1);
    assertThat(bob.ends).isEmpty();
    assertThat(ann.ends).isEmpty();
    assertThat(bob.actors()).hasSize(2);
    assertThat(bob.system.accounts().failed()).isZero();
  }

  private static long heap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static boolean isOpener(byte[] bytes) {
    return bytes.length == OPENER && startsWith(bytes, 'P', 'y', 0, 1, 1);
  }

  private static boolean startsWith(byte[] bytes, int... values) {
    for (int n = 0; n < values.length; n++) {
      if (bytes[n] != values[n]) {
        return false;
      }
    }
    return true;
  }

  private InetSocketAddress invented() {
    int network = hostile.oneIn(2) ? 127 : 198;
    int host =
        network == 127 ? 256 + hostile.below((1 << 24) - 256) : 0x336400 + hostile.below(256);
    return MemoryNet.address(network, host, 1 + hostile.below(65_535));
  }

  /** All that passed, and a reply with a cookie, which nobody needed to send. */
  private List<byte[]> everyKind() {
    var kinds = new ArrayList<>(net.recorded().stream().map(Passed::bytes).toList());
    assertThat(kinds).filteredOn(bytes -> bytes[0] == 'P').hasSizeGreaterThanOrEqualTo(3);
    kinds.add(
        ByteBuffer.allocate(25).put(new byte[] {'P', 'y', 0, 4, 1}).putInt(77).putLong(1).array());
    return kinds;
  }

  @Test
  void damagedDatagrams_getNoAnswer_andTheSessionGoesOn() {
    var all = everyKind();
    var kinds = all.stream().collect(Collectors.partitioningBy(bytes -> bytes[0] == 'P'));
    long before = heap();
    long packetsBefore = bob.packets.get();
    long handshakesBefore = bob.handshakes.get();
    long confirmable = 0;
    long fromAnn = 0;
    int inputs = Hostile.inputs(100_000);
    for (int n = 0; n < inputs; n++) {
      var bytes = hostile.damaged(kinds.getOrDefault(hostile.oneIn(2), all), 1500);
      boolean asAnn = hostile.oneIn(3);
      if (isOpener(bytes)) {
        if (!asAnn) {
          bytes[2 + hostile.below(3)] ^= 0x10; // a good one may be answered: see the flood
        } else {
          fromAnn++;
        }
      }
      confirmable += asAnn && isAnyOf(bytes, all) ? 1 : 0;
      bob.feed(asAnn ? ann.address : invented(), bytes);
      if (n % 10_000 == 0) {
        talk(1);
      }
    }
    bob.rest();
    assertThat(bob.toStrangers).hasValue(0);
    assertThat(bob.handshakes.get() - handshakesBefore).isLessThanOrEqualTo(fromAnn);
    long spoken = 10L * (inputs / 10_000 + 1);
    assertThat(bob.packets.get() - packetsBefore).isLessThan(OWN_PACKETS + spoken + confirmable);
    assertThat(bob.count("sealed.dropped.endpoint-full")).isZero();
    assertThat(bob.count("sealed.dropped.session-full")).isZero();
    assertThat(bob.transport.counters())
        .containsKeys(
            "sealed.dropped.not-ours",
            "sealed.dropped.no-session",
            "sealed.dropped.forged-or-replayed",
            "handshake.dropped.opener-size",
            "handshake.dropped.cookie-unasked",
            "handshake.dropped.answer-unasked",
            "handshake.dropped.third-unasked");
    assertThat(heap() - before).isLessThan(GROWTH);
    assertOneSessionOnly();
    talk(100);
  }

  private static boolean isAnyOf(byte[] bytes, List<byte[]> all) {
    return bytes.length == THIRD && all.stream().anyMatch(one -> Arrays.equals(one, bytes));
  }

  @Test
  void openersFromInventedSources_areForgotten_whileTheSessionDelivers() {
    net.recorded();
    long before = heap();
    var opener = ByteBuffer.allocate(OPENER).put(new byte[] {'P', 'y', 0, 1, 1}).array();
    int inputs = Hostile.inputs(50_000);
    for (int n = 0; n < inputs; n++) {
      var each = ByteBuffer.wrap(opener.clone()).putInt(5, n).putLong(25, hostile.number()).array();
      bob.feed(invented(), each);
      if (n % 500 == 0) {
        ann.say("ann " + ann.said.size());
        bob.say("bob " + bob.said.size());
      }
    }
    bob.rest();
    talk(100);
    assertThat(bob.count("sealed.dropped.endpoint-full")).isZero();
    assertThat(bob.toStrangers).hasValueLessThanOrEqualTo(inputs);
    // A cookie for most, at a fiftieth of what they sent.
    assertThat(bob.bytesToStrangers).hasValueLessThan(inputs * 26L + 40_000);
    assertThat(bob.count("handshake.cookies-sent")).isGreaterThan(inputs / 2);
    assertThat(heap() - before).isLessThan(GROWTH);

    // And as fast as they can come: what finds no room is counted, and the session goes on.
    var from = invented();
    for (int n = 0; n < 20_000; n++) {
      net.send(from, bob.address, opener.clone());
    }
    talk(20);
    assertOneSessionOnly();
  }

  @Test
  void wholeSession_playedAgain_isNotAccepted() throws UnknownPeerException {
    talk(20);
    var alive = net.recorded();
    playAgain(alive);
    talk(5);
    assertOneSessionOnly();

    bob.later(Duration.ofSeconds(11)); // no handshake is remembered any more
    playAgain(alive);
    talk(5);
    assertOneSessionOnly();
    assertThat(ann.links).hasSize(1);
  }

  @Test
  void wholeSession_playedAgainAfterItsEnd_isNotAccepted() {
    talk(20);
    ann.leave();
    await().until(() -> !bob.ends.isEmpty() && !ann.ends.isEmpty());
    await().until(() -> bob.actors().size() == 1 && ann.actors().size() == 1);
    var all = net.recorded();
    playAgain(all);
    bob.later(Duration.ofSeconds(11));
    playAgain(all);
    bob.later(Duration.ofMinutes(5));
    playAgain(all);
    assertThat(bob.actors()).hasSize(1);
    assertThat(bob.links).hasSize(1);
    assertThat(bob.ends).containsExactly("said goodbye");
    assertThat(bob.heard).isEqualTo(ann.said);
  }

  /**
   * All of it to bob, what he sent himself too: in order, backwards, and at random; from the old
   * address and from a new one.
   */
  private void playAgain(List<Passed> all) {
    var orders = new ArrayList<List<Passed>>();
    orders.add(all);
    orders.add(all.reversed());
    var shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(9));
    orders.add(shuffled);
    var lines = List.copyOf(bob.heard);
    for (var order : orders) {
      for (boolean anew : new boolean[] {false, true}) {
        var from = anew ? MemoryNet.address(127, 9, 7009) : ann.address;
        long handshakes = bob.handshakes.get();
        long packets = bob.packets.get();
        long strangers = bob.toStrangers.get();
        long bytes = bob.bytesToStrangers.get();
        long dropped = droppedPackets();
        int openers = 0;
        int thirds = 0;
        int packetsFed = 0;
        for (var sent : order) {
          openers += isOpener(sent.bytes()) ? 1 : 0;
          thirds += startsWith(sent.bytes(), 'P', 'y', 0, 3) ? 1 : 0;
          packetsFed += sent.isHandshake() ? 0 : 1;
          bob.feed(from, sent.bytes());
        }
        bob.rest();
        assertThat(bob.heard).isEqualTo(lines);
        assertThat(droppedPackets() - dropped).isEqualTo(packetsFed); // each and every one
        assertThat(bob.toStrangers.get() - strangers).isLessThanOrEqualTo(anew ? openers : 0);
        assertThat(bob.bytesToStrangers.get() - bytes).isLessThanOrEqualTo(openers * 153L);
        assertThat(bob.handshakes.get() - handshakes).isLessThanOrEqualTo(anew ? 0 : openers);
        assertThat(bob.packets.get() - packets).isLessThanOrEqualTo(thirds + OWN_PACKETS);
      }
    }
    assertThat(bob.links).hasSize(1);
  }

  private long droppedPackets() {
    return bob.count("sealed.dropped.forged-or-replayed") + bob.count("sealed.dropped.no-session");
  }

  @Test
  void membersWhoFollowNoRule_areLeft_andNobodyElseIs() {
    net.recorded();
    var entropy = entropy();
    int members = Math.min(2000, Hostile.inputs(30_000) / 300);
    var honest = payloads();
    for (int n = 0; n < members; n++) {
      var own = MemoryNet.address(127, 512 + n, 7000);
      var member = new Member(net, own, bob.address, entropy);
      member.open();
      await().until(member::isLinked);
      member.greets();
      for (int packet = 0; packet < 20; packet++) {
        if (hostile.oneIn(20)) {
          member.says(hostile.number() | Long.MIN_VALUE >>> 1, new byte[] {1});
        } else {
          member.says(notEmpty(hostile.damaged(honest, 1100)));
        }
      }
      member.says(new byte[] {99});
      int gone = n + 1;
      await().until(() -> bob.ends.size() == gone);
      net.forget(own);
    }
    bob.rest();
    await().until(() -> bob.actors().size() == 2);
    assertThat(bob.links).hasSize(members + 1);
    assertThat(bob.ends)
        .allMatch(end -> end.startsWith("it breaks the protocol") || isGoodbye(end));
    assertThat(bob.heard.subList(0, 5)).isEqualTo(ann.said);
    assertThat(bob.system.accounts().failed()).isZero();
    assertThat(ann.ends).isEmpty();
  }

  private static boolean isGoodbye(String end) {
    return end.equals("said goodbye");
  }

  private static byte[] notEmpty(byte[] payload) {
    return payload.length == 0 ? new byte[1] : payload;
  }

  /** Payloads of a session's first packets. */
  private static List<byte[]> payloads() {
    var log = new LogId(new PeerId("ab".repeat(32)), 7);
    var encoder = new FrameEncoder();
    var payloads = new ArrayList<byte[]>();
    int offset = 0;
    for (int n = 1; n < 8; n++) {
      var id = new EntryId(log, new Sequence(n));
      var entry = new Entry(id, RoomName.LOBBY, Instant.EPOCH, "line " + n);
      var out = ByteBuffer.allocate(500).put((byte) 1);
      for (var message : encoder.encode(new Frame.Entries(List.of(entry)))) {
        out.put((byte) 3);
        Varint.put(out, offset);
        Varint.put(out, message.length + 1L);
        Varint.put(out, message.length);
        out.put(message);
        offset += message.length + 1;
      }
      payloads.add(Arrays.copyOf(out.array(), out.position()));
    }
    payloads.add(new byte[] {2, 0, 0, 0, 0, 1});
    payloads.add(new byte[] {4, 60, 6, 1, 2, 3, 4, 5, 6, 7, 8, 7, 8, 7, 6, 5, 4, 3, 2, 1});
    payloads.add("\u0000\u0000\u0001".getBytes(US_ASCII));
    return payloads;
  }

  private static Entropy entropy() {
    var random = new Random(10);
    return new Entropy() {
      @Override
      public void fill(byte[] target) {
        random.nextBytes(target);
      }

      @Override
      public long nextLong() {
        return random.nextLong();
      }
    };
  }
}
