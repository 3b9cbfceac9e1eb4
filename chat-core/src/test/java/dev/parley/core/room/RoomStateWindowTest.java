package dev.parley.core.room;

import static dev.parley.core.room.RoomBench.ENTRIES;
import static dev.parley.core.room.RoomBench.LINK;
import static dev.parley.core.room.RoomBench.MEMBER;
import static dev.parley.core.room.RoomBench.OTHER;
import static dev.parley.core.room.RoomBench.TEXT;
import static dev.parley.core.room.RoomBench.accepted;
import static dev.parley.core.room.RoomBench.frames;
import static dev.parley.core.room.RoomBench.lines;
import static dev.parley.core.room.RoomBench.only;
import static dev.parley.core.room.RoomBench.shown;
import static dev.parley.core.room.RoomBench.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.entry.RoomName;
import dev.parley.core.transport.SendResult;
import dev.parley.core.transport.TransportEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RoomStateWindowTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** A room whose only link has confirmed nothing of a full window. */
  private static RoomBench full(int window) {
    var bench = new RoomBench(ENTRIES, window);
    bench.linkUp(LINK);
    bench.acceptAll(LINK, bench.said(1, window));
    return bench;
  }

  private static SayResult.Reason reason(List<SayResult> answers) {
    assertThat(answers).hasSize(1);
    return ((SayResult.Refused) answers.getFirst()).reason();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void say_whenTheWindowIsFull_waitsForAConfirmation(int window) {
    var bench = full(window);
    var answer = bench.say("more");
    assertThat(bench.step(RoomInput.BATCH_END)).isEmpty();
    assertThat(answer).isEmpty();
    bench.seen(LINK, 1);
    bench.store();
    assertThat(answer).containsExactly(accepted(window + 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void say_whenTheWindowIsFullOfUnstoredLines_waitsForTheStore(int window) {
    var bench = new RoomBench(ENTRIES, window);
    lines(1, window).forEach(bench::say);
    var answer = bench.say("more");
    assertThat(RoomBench.appends(bench.step(RoomInput.BATCH_END))).hasSize(window);
    assertThat(answer).isEmpty();
    bench.step(new RoomInput.Appended());
    bench.store();
    assertThat(answer).containsExactly(accepted(window + 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void say_onLinksWithoutReceipts_waitsOnlyForTheTransport(int window) {
    var bench = new RoomBench(TEXT, window);
    bench.linkUp(LINK);
    var effects = bench.said(1, window);
    var answer = bench.say("more");
    bench.step(RoomInput.BATCH_END);
    assertThat(answer).isEmpty();
    assertThat(bench.acceptAll(LINK, effects)).hasSize(window);
    bench.store();
    assertThat(answer).containsExactly(accepted(window + 1));
  }

  @Test
  void say_thatWaits_keepsItsPlace() {
    var bench = full(2);
    var third = bench.say("line 3");
    var fourth = bench.say("line 4");
    bench.seen(LINK, 2);
    var fifth = bench.say("line 5");
    bench.store();
    bench.seen(LINK, 4);
    bench.store();
    assertThat(third).containsExactly(accepted(3));
    assertThat(fourth).containsExactly(accepted(4));
    assertThat(fifth).containsExactly(accepted(5));
  }

  @Test
  void say_thatWaitsUntilItsDeadline_isTooLate() {
    var bench = full(2);
    var effects = bench.step(new RoomInput.Say("x", bench.now() + SECOND.toNanos(), a -> {}));
    assertThat(only(RoomEffect.WakeAt.class, effects))
        .containsExactly(new RoomEffect.WakeAt(bench.now() + SECOND.toNanos()));
    var answer = bench.say("late", SECOND);
    bench.pass(SECOND.minusNanos(1));
    bench.step(new RoomInput.Tick());
    assertThat(answer).isEmpty();
    bench.pass(Duration.ofNanos(1));
    bench.step(new RoomInput.Tick());
    assertThat(reason(answer)).isEqualTo(SayResult.Reason.TOO_LATE);
    assertThat(bench.count("room.said.refused.too-late")).isEqualTo(2);
  }

  @Test
  void say_whenFullWithoutTimeToWait_isTooLateAtOnce() {
    var bench = full(1);
    assertThat(reason(bench.say("now", Duration.ZERO))).isEqualTo(SayResult.Reason.TOO_LATE);
    assertThat(reason(bench.say("past", SECOND.negated()))).isEqualTo(SayResult.Reason.TOO_LATE);
  }

  @Test
  void say_withoutTimeToWaitWhenThereIsRoom_isAccepted() {
    var bench = new RoomBench(ENTRIES, 1);
    var answer = bench.say("now", Duration.ZERO);
    bench.store();
    assertThat(answer).containsExactly(accepted(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void say_whenAsManyWaitAsTheWindowHolds_isRefusedAsBusy(int window) {
    var bench = full(window);
    for (int i = 0; i < window; i++) {
      assertThat(bench.say("waits")).isEmpty();
    }
    assertThat(reason(bench.say("one too many"))).isEqualTo(SayResult.Reason.BUSY);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void say_afterFiveSecondsWithoutProgress_waitsNoLonger(int window) {
    var bench = full(window);
    var answer = bench.say("more");
    bench.pass(Duration.ofSeconds(5).minusNanos(1));
    bench.step(new RoomInput.Tick());
    bench.step(RoomInput.BATCH_END);
    assertThat(bench.count("room.links.lagging")).isZero();
    bench.pass(Duration.ofNanos(1));
    bench.step(new RoomInput.Tick());
    bench.store();
    assertThat(answer).containsExactly(accepted(window + 1));
    assertThat(bench.count("room.links.lagging")).isEqualTo(1);
    assertThat(bench.say("at once, nobody holds the window now", Duration.ZERO)).isEmpty();
  }

  @Test
  void waiting_asksToBeWokenWhenTheLinkBeginsToLag() {
    var bench = full(1);
    var effects =
        bench.step(new RoomInput.Say("x", bench.now() + Duration.ofMinutes(1).toNanos(), a -> {}));
    assertThat(only(RoomEffect.WakeAt.class, effects))
        .containsExactly(new RoomEffect.WakeAt(bench.now() + Duration.ofSeconds(5).toNanos()));
  }

  @Test
  void link_thatMakesProgress_keepsTheHold() {
    var bench = full(10);
    for (int i = 1; i <= 3; i++) {
      bench.pass(Duration.ofSeconds(4));
      bench.seen(LINK, i);
      bench.said(10 + i, 10 + i);
    }
    assertThat(bench.say("waits")).isEmpty();
    bench.step(new RoomInput.Tick());
    assertThat(bench.count("room.links.lagging")).isZero();
    assertThat(bench.state.unstored()).isZero();
  }

  @Test
  void link_thatWasUpToDate_isGivenFiveSecondsFromTheFirstLine() {
    var bench = new RoomBench(ENTRIES, 1);
    bench.linkUp(LINK);
    bench.pass(Duration.ofMinutes(1));
    bench.acceptAll(LINK, bench.said(1, 1));
    assertThat(bench.say("waits")).isEmpty();
    assertThat(bench.count("room.links.lagging")).isZero();
  }

  @Test
  void link_thatLagged_holdsTheWindowAgainAfterProgress() {
    var bench = full(2);
    bench.say("line 3");
    bench.pass(Duration.ofSeconds(5));
    bench.step(new RoomInput.Tick());
    bench.acceptAll(LINK, bench.store());
    bench.seen(LINK, 2);
    bench.acceptAll(LINK, bench.said(4, 4));
    var answer = bench.say("waits");
    bench.step(RoomInput.BATCH_END);
    assertThat(answer).isEmpty();
  }

  @Test
  void link_thatLagsBeyondTheWindow_isReportedWithWhatItMissed() {
    var bench = new RoomBench(TEXT, 2);
    bench.linkUp(LINK);
    bench.linkUp(OTHER);
    var effects = bench.said(1, 2);
    bench.acceptAll(OTHER, effects);
    bench.sent(LINK, 0, SendResult.FULL);
    bench.say("line 3");
    bench.pass(Duration.ofSeconds(5));
    bench.step(new RoomInput.Tick());
    effects = bench.store();
    assertThat(shown(effects)).contains(new RoomEvent.Undelivered(RoomBench.GUEST, 1, "too slow"));
    assertThat(bench.count("room.undelivered")).isEqualTo(1);
    assertThat(texts(frames(OTHER, effects))).containsExactly("line 3");
    effects = bench.step(new TransportEvent.Writable(LINK));
    assertThat(texts(bench.acceptAll(LINK, effects))).containsExactly("line 2", "line 3");
  }

  @Test
  void link_thatIsSlow_doesNotStopTheOthers() {
    var bench = full(2);
    bench.linkUp(OTHER);
    assertThat(bench.report().links())
        .extracting(RoomReport.LinkReport::behind)
        .containsExactly(2L, 2L);
    assertThat(bench.report().links().getFirst().who()).isEqualTo(MEMBER);
  }

  @Test
  void settings_withoutAWindow_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RoomSettings(RoomName.LOBBY, RoomBench.OWN, TEXT, 0));
  }
}
