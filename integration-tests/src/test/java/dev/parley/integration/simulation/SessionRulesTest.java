package dev.parley.integration.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.udp.Datagram;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds between a handshake and the rooms: each rule in a scene of its own. */
class SessionRulesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int CHALLENGE = 60;

  private final Stage stage = new Stage();

  @AfterEach
  void end() {
    stage.close();
  }

  private static long count(Program program, String name) {
    return program.transport.counters().getOrDefault(name, 0L);
  }

  @Test
  void link_goesOnUnderNewKeys_everyQuarterOfAnHour() {
    var pair = stage.pair();
    stage.run(Duration.ofMinutes(16));
    stage.say(pair.get(0), 20);
    stage.until(() -> pair.get(1).applied(pair.get(0).log) == 20);
    assertThat(count(pair.get(0), "sealed.sessions.renewed")).isPositive();
    assertThat(pair.get(0).links).hasSize(1);
    assertThat(pair.get(1).links).hasSize(1);
  }

  @Test
  void programThatStartsAnew_isMetAgain_andTheOldLinkEnds() {
    var pair = stage.pair();
    pair.get(1).die();
    var again = stage.again(pair.get(1));
    stage.say(pair.get(0), 5);
    stage.until(() -> again.applied(pair.get(0).log) == 5);
    var lives = pair.get(0).links.values();
    assertThat(lives).hasSize(2);
    assertThat(lives.stream().filter(Program.Life::isUp)).hasSize(1);
  }

  @Test
  void linkThatOneSideGaveUp_beginsAnewOnBoth() {
    var pair = stage.pair();
    var from = pair.get(1).socket.address();
    Network.Block silent = (sender, receiver) -> sender.equals(from);
    stage.network.block(silent);
    stage.until(() -> !pair.get(0).isLinkedTo(pair.get(1).identity.id()));
    stage.network.unblock(silent);
    stage.say(pair.get(0), 5);
    stage.say(pair.get(1), 5);
    stage.until(() ->
        pair.get(1).applied(pair.get(0).log) == 5 && pair.get(0).applied(pair.get(1).log) == 5);
  }

  @Test
  void twoThatCallEachOtherAtOnce_haveOneLink() {
    var one = stage.program();
    var other = stage.program();
    stage.connect(one, other);
    stage.connect(other, one);
    stage.until(() -> one.isLinkedTo(other.identity.id()) && other.isLinkedTo(one.identity.id()));
    stage.run(Duration.ofSeconds(20));
    assertThat(one.links).hasSize(1);
    assertThat(other.links).hasSize(1);
  }

  @Test
  void programThatCallsItself_noticesIt() {
    var one = stage.program();
    stage.connect(one, one);
    stage.run(Duration.ofSeconds(5));
    assertThat(one.links).isEmpty();
    assertThat(count(one, "sealed.ourselves")).isEqualTo(1);
  }

  @Test
  void peerThatMoves_isFollowedOnceItHasProvedWhereItIs() {
    var pair = stage.pair();
    var elsewhere = stage.network.freshAddress();
    pair.get(0).socket.move(elsewhere);
    stage.say(pair.get(0), 3);
    stage.until(() -> count(pair.get(1), "sealed.peers-moved") == 1);
    stage.say(pair.get(1), 3);
    stage.until(() -> pair.get(0).applied(pair.get(1).log) == 3);
    assertThat(pair.get(0).links).hasSize(1);
  }

  @Test
  void packetOfThePeerFromElsewhere_drawsAChallengeThere_andNothingElse() {
    var pair = stage.pair();
    stage.say(pair.get(0), 50);
    stage.run(SECOND.multipliedBy(5)); // what goes on by itself at the beginning is over
    var last = new ArrayList<byte[]>();
    var from = pair.get(0).socket.address();
    stage.network.tap((sender, datagram) -> keep(sender.equals(from), datagram, last));
    Network.Block held = (sender, receiver) -> sender.equals(from);
    stage.network.block(held);
    stage.say(pair.get(0), 1);
    stage.run(Duration.ofMillis(1));
    stage.network.unblock(held);
    var attacker = stage.stranger();
    attacker.send(pair.get(1), last.getLast()); // the true packet has not come
    stage.run(Duration.ofMillis(5));
    assertThat(attacker.got).as("%s", pair.get(1).transport.counters()).hasSize(1);
    assertThat(attacker.got.getFirst()).hasSizeLessThan(CHALLENGE);
    assertThat(count(pair.get(1), "sealed.peers-moved")).isZero();
    stage.say(pair.get(1), 2);
    stage.until(() -> pair.get(0).applied(pair.get(1).log) == 2);
    assertThat(attacker.got).hasSize(1);
  }

  private static void keep(boolean wanted, Datagram datagram, List<byte[]> into) {
    if (wanted) {
      into.add(datagram.payload());
    }
  }

  @Test
  void peerThatFallsSilent_isAskedAfterFiveSeconds_andGoneAtFifteen() {
    var pair = stage.pair();
    long begun = stage.world.now();
    stage.network.block((sender, receiver) -> true);
    stage.until(() -> !pair.get(0).isLinkedTo(pair.get(1).identity.id()));
    assertThat(Duration.ofNanos(stage.world.now() - begun))
        .isBetween(Duration.ofSeconds(12), Duration.ofSeconds(16));
  }

  @Test
  void machineThatSlept_asksBeforeItBelievesOthersGone() {
    var pair = stage.pair();
    pair.get(0).machine.sleep();
    stage.run(Duration.ofSeconds(10));
    pair.get(0).machine.wake(true);
    stage.run(Duration.ofSeconds(10));
    assertThat(pair.get(0).links).hasSize(1);
    assertThat(pair.get(0).isLinkedTo(pair.get(1).identity.id())).isTrue();
  }

  @Test
  void packetBeforeItsKeysAreThere_isDroppedAndCounted() {
    var one = stage.program();
    var other = stage.program();
    var packets = new ArrayList<Datagram>();
    stage.network.tap((sender, datagram) -> {
      if ((datagram.payload()[0] & 0xfe) == 0x40) {
        packets.add(datagram);
      }
    });
    stage.connect(one, other);
    stage.until(() -> one.isLinkedTo(other.identity.id()));
    stage.network.tap((sender, datagram) -> {});
    var third = stage.program();
    var from = new InetSocketAddress(one.socket.address().getAddress(), 10_086);
    packets.forEach(packet ->
        stage.network.inject(from, new Datagram(third.socket.address(), packet.payload())));
    stage.run(SECOND);
    assertThat(count(third, "sealed.dropped.no-session")).isEqualTo(packets.size());
    assertThat(third.links).isEmpty();
  }

  @Test
  void peersThatKnowOne_learnOfEachOther() {
    var hub = stage.program();
    var one = stage.program();
    var other = stage.program();
    stage.connect(one, hub);
    stage.connect(other, hub);
    stage.until(() -> one.isLinkedTo(other.identity.id()) && other.isLinkedTo(one.identity.id()));
    assertThat(count(one, "sealed.strangers-called") + count(other, "sealed.strangers-called"))
        .isPositive();
  }

  @Test
  void nameThatNobodyAnswersTo_isCalledUntilSomebodyIsThere() {
    var one = stage.program();
    var gone = stage.program();
    gone.die();
    stage.connect(one, gone);
    stage.run(Duration.ofSeconds(40));
    var again = stage.again(gone);
    stage.until(() -> one.isLinkedTo(again.identity.id()));
    assertThat(count(one, "handshake.attempts")).isGreaterThan(3);
  }
}
