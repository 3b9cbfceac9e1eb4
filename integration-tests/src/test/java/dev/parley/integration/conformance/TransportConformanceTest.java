package dev.parley.integration.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.core.entry.Entry;
import dev.parley.core.entry.Line;
import dev.parley.core.room.Guard;
import dev.parley.core.room.RoomEvent;
import dev.parley.core.room.SayResult;
import dev.parley.core.transport.Origin;
import dev.parley.core.transport.UnknownPeerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each transport behind each guard keeps what its capabilities promise. */
@Timeout(60)
final class TransportConformanceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LINES = 1000;

  static Stream<Arguments> everyCombination() {
    return Stream.of(Guard.values())
        .flatMap(guard -> Stream.of(Pair.Kind.values()).map(kind -> Arguments.of(guard, kind)));
  }

  private static void connect(Pair pair) throws Exception {
    pair.ann().connect(pair.toBob());
    await().atMost(PATIENCE).until(() -> !pair.ann().report().links().isEmpty());
  }

  private static void say(Pair pair, String text) throws InterruptedException {
    assertThat(pair.ann().say(text, PATIENCE)).isInstanceOf(SayResult.Accepted.class);
  }

  private static List<RoomEvent.Said> awaitSaid(Pair pair, int lines) {
    await()
        .atMost(PATIENCE)
        .until(() -> pair.heardByBob().all(RoomEvent.Said.class).size() >= lines);
    return pair.heardByBob().all(RoomEvent.Said.class);
  }

  @ParameterizedTest
  @MethodSource("everyCombination")
  void lines_arriveOnceAndInOrder(Guard guard, Pair.Kind kind) throws Exception {
    try (var pair = kind.open(guard)) {
      connect(pair);
      var lines = IntStream.range(0, LINES).mapToObj(i -> "line " + i).toList();
      for (var line : lines) {
        say(pair, line);
      }

      assertThat(pair.ann().flush(PATIENCE).complete()).isTrue();
      assertThat(awaitSaid(pair, LINES)).extracting(said -> said.line().text()).isEqualTo(lines);
    }
  }

  @ParameterizedTest
  @MethodSource("everyCombination")
  void flush_withReceipts_meansThatTheOtherRoomHasIt(Guard guard, Pair.Kind kind) throws Exception {
    try (var pair = kind.open(guard)) {
      connect(pair);
      say(pair, "confirmed");
      pair.ann().flush(PATIENCE);

      if (pair.transport().capabilities().receipts()) {
        assertThat(pair.bob().history().recent(10))
            .extracting(Entry::text)
            .containsExactly("confirmed");
      } else {
        assertThat(awaitSaid(pair, 1)).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyCombination")
  void origin_isAMemberIfTheTransportIsSecure_elseAGuest(Guard guard, Pair.Kind kind)
      throws Exception {
    try (var pair = kind.open(guard)) {
      connect(pair);
      say(pair, "who am I");
      var from = awaitSaid(pair, 1).getFirst().from();

      if (pair.transport().capabilities().secure()) {
        assertThat(from).isEqualTo(new Origin.Member(pair.ann().self()));
      } else {
        assertThat(from).isInstanceOf(Origin.Guest.class);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyCombination")
  void guestsLines_areNeverLogged_membersLinesAlways(Guard guard, Pair.Kind kind) throws Exception {
    try (var pair = kind.open(guard)) {
      connect(pair);
      say(pair, "for the log");
      awaitSaid(pair, 1);

      var logged = pair.bob().history().recent(10);
      if (pair.transport().capabilities().textOnly()) {
        assertThat(logged).isEmpty();
      } else {
        assertThat(logged).isEqualTo(pair.ann().history().recent(10)).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyCombination")
  void longestLine_arrives_andALongerOneIsRefused(Guard guard, Pair.Kind kind) throws Exception {
    try (var pair = kind.open(guard)) {
      connect(pair);
      int most = pair.transport().capabilities().maxFrame() - 1; // a line end may be added
      say(pair, "x".repeat(most));

      assertThat(awaitSaid(pair, 1).getFirst().line()).isEqualTo(new Line.Text("x".repeat(most)));
      assertThat(pair.ann().say("x".repeat(most + 2), PATIENCE))
          .isInstanceOfSatisfying(
              SayResult.Refused.class,
              refused -> assertThat(refused.reason()).isEqualTo(SayResult.Reason.UNSENDABLE));
    }
  }

  @ParameterizedTest
  @MethodSource("everyCombination")
  void longLines_saidAllAtOnce_allArriveWhereLinksAreOrdered(Guard guard, Pair.Kind kind)
      throws Exception {
    try (var pair = kind.open(guard)) {
      assumeTrue(pair.transport().capabilities().ordered(), "the plain wire may lose lines");
      connect(pair);
      int writers = 40;
      var said = new ArrayList<Thread>();
      for (int n = 0; n < writers; n++) {
        var text = n + "x".repeat(30_000);
        said.add(Thread.ofVirtual().start(() -> sayUnchecked(pair, text)));
      }
      for (var thread : said) {
        thread.join();
      }
      assertThat(awaitSaid(pair, writers).stream().map(each -> each.line().text()).distinct())
          .hasSize(writers);
    }
  }

  private static void sayUnchecked(Pair pair, String text) {
    try {
      say(pair, text);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @MethodSource("everyCombination")
  void connect_toNobody_saysSo(Guard guard, Pair.Kind kind) throws Exception {
    try (var pair = kind.open(guard)) {
      assertThatExceptionOfType(UnknownPeerException.class)
          .isThrownBy(() -> pair.ann().connect(kind.nowhere()))
          .withMessageContaining(kind.nowhere().text());
    }
  }

  @ParameterizedTest
  @MethodSource("everyCombination")
  void disconnect_endsTheLink(Guard guard, Pair.Kind kind) throws Exception {
    try (var pair = kind.open(guard)) {
      connect(pair);
      pair.ann().disconnect(pair.ann().report().links().getFirst().link());

      await().atMost(PATIENCE).until(() -> pair.ann().report().links().isEmpty());
    }
  }

  @ParameterizedTest
  @MethodSource("everyCombination")
  void close_leavesNoThread_andTheAccountsBalance(Guard guard, Pair.Kind kind) throws Exception {
    var pair = kind.open(guard);
    connect(pair);
    say(pair, "last words");
    pair.close();

    await().atMost(PATIENCE).until(() -> pair.ann().threads().live().isEmpty());
    await().atMost(PATIENCE).until(() -> pair.bob().threads().live().isEmpty());
    var counters = pair.ann().counters();
    long settled =
        counters.getOrDefault("actors.messages.handled", 0L)
            + counters.getOrDefault("actors.messages.failed", 0L);
    assertThat(counters).containsEntry("actors.messages.accepted", settled);
    assertThat(counters).containsEntry("room.said.accepted", 1L);
  }
}
