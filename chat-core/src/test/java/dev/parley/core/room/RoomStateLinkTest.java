package dev.parley.core.room;

import static dev.parley.core.room.RoomBench.ENTRIES;
import static dev.parley.core.room.RoomBench.GUEST;
import static dev.parley.core.room.RoomBench.LINK;
import static dev.parley.core.room.RoomBench.MEMBER;
import static dev.parley.core.room.RoomBench.OTHER;
import static dev.parley.core.room.RoomBench.TEXT;
import static dev.parley.core.room.RoomBench.frames;
import static dev.parley.core.room.RoomBench.lines;
import static dev.parley.core.room.RoomBench.shown;
import static dev.parley.core.room.RoomBench.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.transport.SendResult;
import dev.parley.core.transport.TransportEvent;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RoomStateLinkTest {
  @Test
  void linkUp_ofAGuest_startsAtTheEnd() {
    var bench = new RoomBench(TEXT, 10);
    bench.linkUp(OTHER);
    bench.acceptAll(OTHER, bench.said(1, 3));
    var effects = bench.linkUp(LINK);
    assertThat(shown(effects)).containsExactly(new RoomEvent.Joined(LINK, GUEST));
    assertThat(frames(LINK, effects)).isEmpty();
    assertThat(texts(frames(LINK, bench.said(4, 4)))).containsExactly("line 4");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void linkUp_ofAMember_startsAtTheFloor(int window) {
    var bench = new RoomBench(ENTRIES, window);
    for (int i = 1; i <= window + 3; i++) {
      bench.said(i, i);
    }
    var effects = bench.linkUp(LINK);
    assertThat(shown(effects)).containsExactly(new RoomEvent.Joined(LINK, MEMBER));
    assertThat(texts(bench.acceptAll(LINK, effects))).isEqualTo(lines(4, window + 3));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void send_carriesAtMost64FramesAndOneSendAtATime(int count) {
    var bench = new RoomBench(ENTRIES, 1000);
    bench.linkUp(LINK);
    var first = frames(LINK, bench.said(1, count));
    assertThat(first).hasSize(Math.min(64, count));
    assertThat(frames(LINK, bench.step(new RoomInput.Tick()))).isEmpty();
    var all = new ArrayList<>(first);
    all.addAll(bench.acceptAll(LINK, bench.sent(LINK, first.size(), SendResult.ACCEPTED)));
    assertThat(texts(all)).isEqualTo(lines(1, count));
  }

  @Test
  void full_stopsTheLinkUntilItIsWritable() {
    var bench = new RoomBench(TEXT, 10);
    bench.linkUp(LINK);
    bench.said(1, 4);
    assertThat(frames(LINK, bench.sent(LINK, 2, SendResult.FULL))).isEmpty();
    assertThat(frames(LINK, bench.said(5, 5))).isEmpty();
    var effects = bench.step(new TransportEvent.Writable(LINK));
    assertThat(texts(bench.acceptAll(LINK, effects))).isEqualTo(lines(3, 5));
  }

  @Test
  void writable_thatOvertakesTheAnswerFull_isNotLost() {
    var bench = new RoomBench(TEXT, 10);
    bench.linkUp(LINK);
    bench.said(1, 4);
    assertThat(frames(LINK, bench.step(new TransportEvent.Writable(LINK)))).isEmpty();
    var effects = bench.sent(LINK, 1, SendResult.FULL);
    assertThat(texts(frames(LINK, effects))).isEqualTo(lines(2, 4));
    assertThat(frames(LINK, bench.sent(LINK, 0, SendResult.FULL))).as("it counts once").isEmpty();
  }

  @Test
  void full_onOneLink_doesNotStopAnother() {
    var bench = new RoomBench(TEXT, 10);
    bench.linkUp(LINK);
    bench.linkUp(OTHER);
    var effects = bench.said(1, 1);
    bench.sent(LINK, 0, SendResult.FULL);
    bench.acceptAll(OTHER, effects);
    effects = bench.said(2, 2);
    assertThat(frames(LINK, effects)).isEmpty();
    assertThat(texts(frames(OTHER, effects))).containsExactly("line 2");
  }

  @Test
  void tooBig_isReportedAndTheNextLinesGoOn() {
    var bench = new RoomBench(TEXT, 10);
    bench.linkUp(LINK);
    bench.said(1, 3);
    var effects = bench.sent(LINK, 1, SendResult.TOO_BIG);
    assertThat(shown(effects))
        .containsExactly(new RoomEvent.Undelivered(GUEST, 1, "too big for this link"));
    assertThat(texts(frames(LINK, effects))).containsExactly("line 3");
    assertThat(bench.count("room.undelivered")).isEqualTo(1);
  }

  @Test
  void down_stopsTheLinkUntilItsEndIsTold() {
    var bench = new RoomBench(TEXT, 10);
    bench.linkUp(LINK);
    bench.said(1, 3);
    assertThat(bench.sent(LINK, 1, SendResult.DOWN)).isEmpty();
    var effects = bench.step(new TransportEvent.LinkDown(LINK, "gone"));
    assertThat(shown(effects))
        .containsExactly(
            new RoomEvent.Undelivered(GUEST, 2, "gone"), new RoomEvent.Left(LINK, GUEST, "gone"));
  }

  @Test
  void linkDown_withLinesBehind_reportsThemBeforeItLeaves() {
    var bench = new RoomBench(ENTRIES, 10);
    bench.linkUp(LINK);
    bench.acceptAll(LINK, bench.said(1, 5));
    bench.seen(LINK, 2);
    assertThat(shown(bench.step(new TransportEvent.LinkDown(LINK, "timed out"))))
        .containsExactly(
            new RoomEvent.Undelivered(MEMBER, 3, "timed out"),
            new RoomEvent.Left(LINK, MEMBER, "timed out"));
    assertThat(bench.count("room.undelivered")).isEqualTo(3);
    assertThat(bench.report().links()).isEmpty();
  }

  @Test
  void linkDown_withNothingBehind_onlyLeaves() {
    var bench = new RoomBench(ENTRIES, 10);
    bench.linkUp(LINK);
    bench.acceptAll(LINK, bench.said(1, 2));
    bench.seen(LINK, 2);
    assertThat(shown(bench.step(new TransportEvent.LinkDown(LINK, "bye"))))
        .containsExactly(new RoomEvent.Left(LINK, MEMBER, "bye"));
    assertThat(bench.count("room.undelivered")).isZero();
  }

  @Test
  void linkDown_ofAnUnknownLink_isIgnored() {
    var bench = new RoomBench(ENTRIES, 10);
    assertThat(bench.step(new TransportEvent.LinkDown(LINK, "bye"))).isEmpty();
    assertThat(bench.step(new TransportEvent.Writable(LINK))).isEmpty();
    assertThat(bench.sent(LINK, 1, SendResult.ACCEPTED)).isEmpty();
    assertThat(bench.step(new TransportEvent.Undelivered(LINK, "lost"))).isEmpty();
  }

  @Test
  void undelivered_isShownAndCounted() {
    var bench = new RoomBench(TEXT, 10);
    bench.linkUp(LINK);
    assertThat(shown(bench.step(new TransportEvent.Undelivered(LINK, "no route"))))
        .containsExactly(new RoomEvent.Undelivered(GUEST, 1, "no route"));
    assertThat(bench.count("room.undelivered")).isEqualTo(1);
  }

  @Test
  void window_thatMovesWhileASendIsUnderWay_makesTheCursorSkipNothing() {
    var bench = new RoomBench(TEXT, 4);
    bench.linkUp(LINK);
    bench.linkUp(OTHER);
    bench.acceptAll(OTHER, bench.said(1, 4));
    // The link has taken lines 1 to 4 and does not answer: it loses its hold on the window.
    bench.say("line 5");
    bench.say("line 6");
    bench.pass(Duration.ofSeconds(5));
    bench.step(new RoomInput.Tick());
    bench.acceptAll(OTHER, bench.store());
    var effects = bench.sent(LINK, 4, SendResult.ACCEPTED);
    assertThat(texts(bench.acceptAll(LINK, effects))).isEqualTo(lines(5, 6));
    assertThat(bench.count("room.undelivered")).isZero();
  }

  @Test
  void memberWhoJoinsWhileALineIsStored_isSentEveryLineInTheWindow() {
    var bench = new RoomBench(ENTRIES, 4);
    for (int i = 1; i <= 4; i++) {
      bench.said(i, i);
    }
    bench.say("line 5");
    bench.step(RoomInput.BATCH_END);
    var taken = frames(LINK, bench.linkUp(LINK));
    assertThat(texts(taken)).isEqualTo(lines(1, 4));
    bench.step(new RoomInput.Appended());
    var effects = bench.sent(LINK, 4, SendResult.ACCEPTED);
    assertThat(texts(bench.acceptAll(LINK, effects))).containsExactly("line 5");
    assertThat(bench.count("room.undelivered")).isZero();
  }
}
