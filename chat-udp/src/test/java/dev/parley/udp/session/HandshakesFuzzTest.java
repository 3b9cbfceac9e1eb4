package dev.parley.udp.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.Identity;
import dev.parley.core.time.Entropy;
import dev.parley.udp.testing.CheapCurve;
import dev.parley.udp.testing.Hostile;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Handshakes among damaged, replayed and invented datagrams, in virtual time. */
class HandshakesFuzzTest {
  private static final int LONGEST = 1500;
  private static final long MICROSECOND = 1000;
  private static final InetSocketAddress ANNS = HandshakeNet.address(1, 7000);
  private static final InetSocketAddress BOBS = HandshakeNet.address(2, 7000);
  private static final InetSocketAddress NOBODYS = HandshakeNet.address(3, 7000);

  private final Hostile hostile = new Hostile(6);
  private final Entropy entropy = HandshakeNet.entropy(new Random(6));
  private final List<byte[]> honest = new ArrayList<>();
  private static final InetSocketAddress CATS = HandshakeNet.address(4, 7000);

  private final Set<ByteBuffer> whole = new HashSet<>();
  private final End ann = new End();
  private final End bob = new End();
  private long now = 1_000_000_000L;

  /** One program's handshakes; what it sends is kept until it is looked at. */
  private final class End implements Handshakes.Host {
    final ArrayDeque<byte[]> sent = new ArrayDeque<>();
    final Handshakes handshakes =
        new Handshakes(now, Identity.generate(entropy), 1, new CheapCurve(), entropy, this);
    int sessions;
    int confirmations;
    int lastIndex;

    @Override
    public void send(InetSocketAddress to, byte[] datagram) {
      sent.add(datagram);
    }

    @Override
    public void established(Established session) {
      sessions++;
      lastIndex = session.ourIndex();
    }

    @Override
    public void confirm(int ourIndex) {
      confirmations++;
    }

    @Override
    public void unconfirmed(int ourIndex) {}

    @Override
    public boolean goesOn(InetSocketAddress address) {
      return true;
    }

    @Override
    public void ourselves(InetSocketAddress address) {
      throw new AssertionError("nobody here calls himself: " + address);
    }

    @Override
    public int freshIndex() {
      return (int) entropy.nextLong();
    }

    void hears(InetSocketAddress from, byte[] datagram) {
      handshakes.received(now, from, ByteBuffer.wrap(datagram));
    }
  }

  /** Both shake hands until nobody has anything to say; all that passed is kept as honest. */
  private void shakeHands() {
    ann.handshakes.giveUp(BOBS);
    ann.sent.clear();
    bob.sent.clear();
    ann.handshakes.open(now, BOBS);
    while (!ann.sent.isEmpty() || !bob.sent.isEmpty()) {
      for (byte[] sent = ann.sent.poll(); sent != null; sent = ann.sent.poll()) {
        honest.add(sent);
        bob.hears(ANNS, sent);
      }
      for (byte[] sent = bob.sent.poll(); sent != null; sent = bob.sent.poll()) {
        honest.add(sent);
        ann.hears(BOBS, sent);
      }
    }
    ann.handshakes.confirmed(ann.lastIndex);
    if (honest.size() > 60) {
      honest.subList(0, honest.size() - 60).clear();
    }
  }

  /**
   * Leaves handshakes half done: an answer that ann has not heard, and a third message that bob has
   * not.
   */
  private void beginOthers() {
    ann.handshakes.open(now, NOBODYS);
    ann.handshakes.open(now, BOBS);
    ann.sent.forEach(opener -> bob.hears(ANNS, opener));
    var cat = new End();
    cat.handshakes.open(now, BOBS);
    cat.sent.forEach(opener -> bob.hears(CATS, opener));
    bob.sent.forEach(answer -> cat.hears(BOBS, answer));
    for (var end : List.of(ann, bob, cat)) {
      honest.addAll(end.sent);
      end.sent.clear();
    }
    whole.clear();
    honest.forEach(bytes -> whole.add(ByteBuffer.wrap(bytes.clone())));
  }

  private static boolean isOpener(byte[] bytes) {
    return bytes.length == Opening.OPENER
        && bytes[0] == 'P'
        && bytes[1] == 'y'
        && bytes[2] == Opening.VERSION
        && bytes[3] == Opening.FIRST
        && bytes[4] == Opening.SUITE;
  }

  @Test
  void damagedDatagrams_areDropped_orAnsweredAsOpeners_andHandshakesGoOn() {
    honest.add(Opening.cookieReply(77, new byte[Opening.COOKIE]));
    int inputs = Hostile.inputs(100_000);
    int shaken = 0;
    for (int n = 0; n < inputs; n++) {
      if (n % 2000 == 0) {
        now += 20_000_000 * MICROSECOND; // the crowd has gone
        expire();
        shakeHands();
        shaken++;
        assertThat(ann.sessions).as("%s", ann.handshakes.counters()).isEqualTo(shaken);
        assertThat(bob.sessions).isEqualTo(shaken);
        beginOthers();
      }
      now += hostile.below(20) * 100L * MICROSECOND;
      var end = hostile.oneIn(2) ? ann : bob;
      boolean atAnn = end.equals(ann);
      int before = end.sessions;
      var input = hostile.damaged(honest, LONGEST);
      if (whole.contains(ByteBuffer.wrap(input)) && !isOpener(input)) {
        continue; // no damage was done
      }
      var from =
          switch (hostile.below(4)) {
            case 0 -> atAnn ? BOBS : ANNS;
            case 1 -> NOBODYS;
            case 2 -> CATS;
            default -> HandshakeNet.address(hostile.below(1 << 24), 1 + hostile.below(60_000));
          };
      int confirmed = end.confirmations;
      end.hears(from, input);
      // A cookie for a handshake under way, as anybody may forge one, has its opener sent again.
      boolean cookie = atAnn && input.length == Opening.HEADER + Opening.COOKIE;
      int answers = end.sent.size();
      if (end.sessions != before
          || end.confirmations > confirmed + 1
          || answers > (isOpener(input) || cookie ? 1 : 0)
          || (answers == 1 && !cookie && end.sent.getFirst().length > input.length)) {
        throw new AssertionError(
            "%d answers to %s".formatted(answers, HexFormat.of().formatHex(input)));
      }
      end.sent.clear();
      if (end.handshakes.size() > Handshakes.MOST_ANSWERS + 2) {
        throw new AssertionError(end.handshakes.size() + " handshakes are kept");
      }
    }
    assertThat(bob.handshakes.counters())
        .containsKeys(
            "handshake.answered",
            "handshake.cookies-sent",
            "handshake.dropped.opener-size",
            "handshake.dropped.version",
            "handshake.dropped.suite",
            "handshake.dropped.type",
            "handshake.dropped.third-unasked",
            "handshake.dropped.third-forged");
    assertThat(ann.handshakes.counters())
        .containsKeys("handshake.dropped.answer-unasked", "handshake.dropped.answer-forged");
  }

  private void expire() {
    ann.handshakes.giveUp(NOBODYS);
    ann.handshakes.giveUp(BOBS);
    ann.handshakes.expired(now);
    bob.handshakes.expired(now);
  }

  @Test
  void flood_ofOpenersFromInventedSources_isForgotten_andOneWithACookieComesThrough() {
    int inputs = Hostile.inputs(50_000);
    var message = new byte[Opening.OPENER - Opening.HEADER - Opening.COOKIE];
    int most = 0;
    long answered = 0;
    for (int n = 0; n < inputs; n++) {
      now += 10 * MICROSECOND; // a hundred thousand a second
      for (int at = 0; at < Long.BYTES; at++) {
        message[at] = (byte) hostile.below(256);
      }
      var from = HandshakeNet.address(hostile.below(1 << 24), 1 + hostile.below(60_000));
      bob.hears(from, Opening.opener(n, new byte[Opening.COOKIE], message));
      answered += bob.sent.stream().mapToInt(sent -> sent.length).sum();
      bob.sent.clear();
      most = Math.max(most, bob.handshakes.size());
      if (n % 25_000 == 24_999) {
        int before = bob.sessions;
        shakeHands();
        assertThat(bob.sessions).as("%s", bob.handshakes.counters()).isEqualTo(before + 1);
      }
    }
    assertThat(most).isBetween(Handshakes.CROWDED, Handshakes.MOST_ANSWERS);
    assertThat(answered).isLessThan(inputs * 50L); // of 1200 each that came
  }
}
