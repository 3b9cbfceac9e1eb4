package dev.parley.udp.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.udp.session.HandshakeNet.Node;
import dev.parley.udp.session.HandshakeNet.Sent;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HandshakesTest {
  private final HandshakeNet net = new HandshakeNet(1);
  private final Node ann = net.node(1);
  private final Node bob = net.node(2);

  private static void assertLinked(Node one, Node other) {
    var here = one.only();
    var there = other.only();
    assertThat(here.hash()).isEqualTo(there.hash());
    assertThat(here.peer()).isEqualTo(other.identity.open());
    assertThat(there.peer()).isEqualTo(one.identity.open());
    assertThat(here.instance()).isEqualTo(other.instance);
    assertThat(there.instance()).isEqualTo(one.instance);
    assertThat(here.theirIndex()).isEqualTo(there.ourIndex());
    assertThat(here.initiator()).isNotEqualTo(there.initiator());
  }

  private List<Sent> sentBy(Node node, int type) {
    return net.log.stream()
        .filter(sent -> sent.from().equals(node.address))
        .filter(sent -> Opening.isOne(sent.datagram()) && Opening.type(sent.datagram()) == type)
        .toList();
  }

  @Test
  void open_linksBoth_inThreeMessagesAndAConfirmation() {
    ann.handshakes.open(net.now, bob.address);
    net.runFor(100);
    assertLinked(ann, bob);
    assertThat(net.log).hasSize(4);
    assertThat(ann.confirmed).hasSize(1);
    net.runFor(60_000);
    assertThat(net.log).hasSize(4);
    assertThat(ann.handshakes.size() + bob.handshakes.size()).isZero();
    assertThat(ann.handshakes.deadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void open_overABadNetwork_linksBothInTheEnd() {
    for (long seed = 0; seed < 150; seed++) {
      var bad = new HandshakeNet(seed);
      bad.loss = 0.3;
      bad.doubling = 0.3;
      bad.jitter = 400 * HandshakeNet.MILLISECOND;
      var one = bad.node(1);
      var other = bad.node(2);
      one.handshakes.open(bad.now, other.address);
      if (seed % 3 == 0) {
        other.handshakes.open(bad.now, one.address); // at the same time
      }
      bad.runFor(120_000);
      var latest = one.confirmed.isEmpty() ? other.confirmed : one.confirmed;
      assertThat(latest).as("seed %d: %s", seed, one.handshakes.counters()).isNotEmpty();
      var hashes = other.sessions.values().stream().map(Established::hash).toList();
      assertThat(one.sessions.values().stream().map(Established::hash))
          .as("seed %d", seed)
          .anyMatch(hashes::contains);
      assertThat(one.handshakes.size() + other.handshakes.size()).isZero();
    }
  }

  @Test
  void message_isSentAgainAsTheSameBytes_thenANewAttemptBegins() {
    var nobody = HandshakeNet.address(9, 9);
    ann.handshakes.open(net.now, nobody);
    long began = net.now;
    net.runFor(20_000);
    var openers = sentBy(ann, Opening.FIRST);
    var distinct = openers.stream().map(Sent::datagram).distinct().toList();
    assertThat(openers.subList(0, Handshakes.TRIES).stream().map(Sent::datagram).distinct())
        .hasSize(1);
    assertThat(distinct).hasSizeBetween(2, 4);
    // 250 ms, doubling, a tenth more or less: five tries take a little less than 8 s.
    assertThat(openers).hasSizeBetween(11, 15);
    assertThat(net.now - began).isEqualTo(20_000 * HandshakeNet.MILLISECOND);
    ann.handshakes.giveUp(nobody);
    assertThat(ann.handshakes.size()).isZero();
  }

  @Test
  void opener_thatComesTwice_getsTheSameAnswer() {
    ann.handshakes.open(net.now, bob.address);
    var opener = net.log.getFirst();
    bob.received(ann.address, opener.datagram().duplicate());
    bob.received(ann.address, opener.datagram().duplicate());
    var answers = sentBy(bob, Opening.SECOND);
    assertThat(answers).hasSize(2);
    assertThat(answers.get(0).datagram()).isEqualTo(answers.get(1).datagram());
    assertThat(answers.get(0).datagram().remaining()).isLessThan(Opening.OPENER);
  }

  @Test
  void thirdMessage_thatComesAgain_isConfirmedAgain_andMakesNoSecondSession() {
    ann.handshakes.open(net.now, bob.address);
    net.runFor(100);
    var third = sentBy(ann, Opening.THIRD).getFirst();
    int before = net.log.size();
    bob.received(ann.address, third.datagram().duplicate());
    assertThat(net.log).hasSize(before + 1);
    assertThat(bob.sessions).hasSize(1);
  }

  @Test
  void thirdMessage_isSentUntilAPacketOpens() {
    ann.handshakes.open(net.now, bob.address);
    net.runFor(0);
    net.nodes.remove(bob.address); // hears nothing from now on
    bob.received(ann.address, net.log.getFirst().datagram().duplicate());
    ann.received(bob.address, sentBy(bob, Opening.SECOND).getFirst().datagram().duplicate());
    assertThat(ann.sessions).hasSize(1);
    net.runFor(7_000);
    assertThat(sentBy(ann, Opening.THIRD)).hasSize(Handshakes.TRIES);
    net.runFor(3_000);
    assertThat(ann.unconfirmed).hasSize(1);
    assertThat(ann.sessions).isEmpty();
  }

  @Test
  void crossingOpeners_makeOneSession() {
    for (long seed = 0; seed < 20; seed++) {
      var crossing = new HandshakeNet(seed);
      var one = crossing.node(1);
      var other = crossing.node(2);
      one.handshakes.open(crossing.now, other.address);
      other.handshakes.open(crossing.now, one.address);
      crossing.runFor(60_000);
      assertLinked(one, other);
    }
  }

  @Test
  void ownAddress_isFoundOut() {
    ann.handshakes.open(net.now, ann.address);
    net.runFor(30_000);
    assertThat(ann.ourselves).containsExactly(ann.address);
    assertThat(ann.sessions).isEmpty();
    assertThat(ann.handshakes.size()).isZero();
  }

  @Test
  void forgedAnswer_doesNotEndTheAttempt() {
    ann.handshakes.open(net.now, bob.address);
    bob.received(ann.address, net.log.getFirst().datagram().duplicate());
    var answer = sentBy(bob, Opening.SECOND).getFirst().datagram();
    for (int at = Opening.ANSWER_HEADER; at < answer.remaining(); at += 7) {
      var forged = copy(answer);
      forged.put(at, (byte) (forged.get(at) ^ 1));
      ann.received(bob.address, forged);
      assertThat(ann.sessions).isEmpty();
    }
    net.runFor(100);
    assertLinked(ann, bob);
  }

  @Test
  void forgedThirdMessage_doesNotEndTheAnswer() {
    ann.handshakes.open(net.now, bob.address);
    bob.received(ann.address, net.log.getFirst().datagram().duplicate());
    ann.received(bob.address, sentBy(bob, Opening.SECOND).getFirst().datagram().duplicate());
    var third = sentBy(ann, Opening.THIRD).getFirst().datagram();
    for (int at = Opening.ANSWER_HEADER; at < third.remaining(); at += 7) {
      var forged = copy(third);
      forged.put(at, (byte) (forged.get(at) ^ 1));
      bob.received(ann.address, forged);
      assertThat(bob.sessions).isEmpty();
    }
    net.runFor(100);
    assertLinked(ann, bob);
  }

  private static ByteBuffer copy(ByteBuffer datagram) {
    return ByteBuffer.allocate(datagram.remaining()).put(datagram.duplicate()).flip();
  }

  @Test
  void garbage_getsSilence() {
    var random = new Random(3);
    ann.handshakes.open(net.now, bob.address);
    net.runFor(100);
    int before = net.log.size();
    for (int n = 0; n < 20_000; n++) {
      var garbage = new byte[random.nextInt(1400)];
      random.nextBytes(garbage);
      var datagram = ByteBuffer.wrap(garbage);
      if (n % 2 == 0 && garbage.length >= Opening.HEADER) {
        datagram.put(0, (byte) 'P').put(1, (byte) 'y').put(2, (byte) random.nextInt(2));
        datagram.put(3, (byte) random.nextInt(6)).put(4, (byte) random.nextInt(3));
      }
      bob.received(HandshakeNet.address(random.nextInt(100), 5), datagram);
    }
    // An opener of the right size is one, whatever its bytes: none was of that size.
    assertThat(net.log).hasSize(before);
    assertThat(bob.sessions).hasSize(1);
  }

  @Test
  void crowd_mustProveWhereItIs_andTheRestGoesOn() {
    var random = new Random(5);
    for (int n = 0; n < 20_000; n++) {
      var source = HandshakeNet.address(1000 + n, 5);
      var message = new byte[Opening.OPENER - Opening.HEADER - Opening.COOKIE];
      random.nextBytes(message);
      var opener = Opening.opener(n, new byte[Opening.COOKIE], message);
      int before = net.log.size();
      bob.received(source, ByteBuffer.wrap(opener));
      assertThat(net.log.size() - before).isLessThanOrEqualTo(1);
      if (net.log.size() > before) {
        assertThat(net.log.getLast().datagram().remaining()).isLessThan(Opening.OPENER);
      }
      assertThat(bob.handshakes.size()).isLessThanOrEqualTo(Handshakes.CROWDED);
    }
    assertThat(bob.handshakes.counters().get("handshake.answered")).isEqualTo(Handshakes.CROWDED);
    ann.handshakes.open(net.now, bob.address);
    net.runFor(100);
    assertLinked(ann, bob);
    assertThat(sentBy(bob, Opening.COOKIE_REPLY)).anyMatch(sent -> sent.to().equals(ann.address));
  }

  @Test
  void cookie_ofAnotherSourceOrTooOld_isNoProof() {
    var random = new Random(1);
    var cookies = new Cookies(0, HandshakeNet.entropy(random));
    var here = HandshakeNet.address(1, 5);
    var cookie = cookies.of(0, here);
    assertThat(cookies.isGood(0, here, cookie)).isTrue();
    assertThat(cookies.isGood(0, HandshakeNet.address(1, 6), cookie)).isFalse();
    assertThat(cookies.isGood(0, HandshakeNet.address(2, 5), cookie)).isFalse();
    long minute = 60_000 * HandshakeNet.MILLISECOND;
    assertThat(cookies.isGood(3 * minute, here, cookie)).isTrue();
    assertThat(cookies.isGood(6 * minute, here, cookie)).isFalse();
  }

  @Test
  void oneSource_isLimited_othersAreNot() {
    var sources = new Sources();
    var here = HandshakeNet.address(1, 5).getAddress();
    for (int n = 0; n < Sources.BURST; n++) {
      assertThat(sources.allows(0, here)).isTrue();
    }
    assertThat(sources.allows(0, here)).isFalse();
    assertThat(sources.allows(0, HandshakeNet.address(2, 5).getAddress())).isTrue();
    assertThat(sources.allows(50 * HandshakeNet.MILLISECOND, here)).isTrue();
    assertThat(sources.allows(50 * HandshakeNet.MILLISECOND, here)).isFalse();
  }

  @Test
  void answer_fromAnotherAddress_isNoAnswer() {
    ann.handshakes.open(net.now, bob.address);
    bob.received(ann.address, net.log.getFirst().datagram().duplicate());
    InetSocketAddress elsewhere = HandshakeNet.address(3, 7000);
    ann.received(elsewhere, sentBy(bob, Opening.SECOND).getFirst().datagram().duplicate());
    assertThat(ann.sessions).isEmpty();
    assertThat(ann.handshakes.counters()).containsEntry("handshake.dropped.answer-unasked", 1L);
  }
}
