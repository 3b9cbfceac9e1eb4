package dev.parley.core.room;

import static dev.parley.core.room.RoomBench.ANN;
import static dev.parley.core.room.RoomBench.BOB;
import static dev.parley.core.room.RoomBench.BOBS;
import static dev.parley.core.room.RoomBench.ENTRIES;
import static dev.parley.core.room.RoomBench.GUEST;
import static dev.parley.core.room.RoomBench.LINK;
import static dev.parley.core.room.RoomBench.MEMBER;
import static dev.parley.core.room.RoomBench.OTHER;
import static dev.parley.core.room.RoomBench.TEXT;
import static dev.parley.core.room.RoomBench.appends;
import static dev.parley.core.room.RoomBench.entry;
import static dev.parley.core.room.RoomBench.frames;
import static dev.parley.core.room.RoomBench.only;
import static dev.parley.core.room.RoomBench.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.entry.Entry;
import dev.parley.core.entry.EntryId;
import dev.parley.core.entry.Line;
import dev.parley.core.entry.LogId;
import dev.parley.core.entry.RoomName;
import dev.parley.core.entry.Sequence;
import dev.parley.core.transport.Frame;
import dev.parley.core.transport.Origin;
import dev.parley.core.transport.TransportEvent;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RoomStateReceiveTest {
  private final RoomBench bench = new RoomBench(ENTRIES, 10);

  @BeforeEach
  void link() {
    bench.linkUp(LINK);
  }

  private static RoomEvent said(Entry entry) {
    return new RoomEvent.Said(MEMBER, new Line.Text(entry.text()), entry.at(), true);
  }

  private static Frame seen(long through) {
    return new Frame.Seen(BOBS, new Sequence(through));
  }

  private void assertDropped(String reason, Entry entry) {
    var before = bench.count("room.received.dropped." + reason);
    bench.receive(LINK, entry);
    assertThat(bench.count("room.received.dropped." + reason)).isEqualTo(before + 1);
    assertThat(appends(bench.step(RoomInput.BATCH_END))).isEmpty();
  }

  @Test
  void entry_isShownAndConfirmedOnlyOnceItIsStored() {
    assertThat(bench.receive(LINK, entry(BOBS, 1))).isEmpty();
    assertThat(bench.step(RoomInput.BATCH_END)).hasSize(1);
    var effects = bench.step(new RoomInput.Appended());
    assertThat(shown(effects)).containsExactly(said(entry(BOBS, 1)));
    assertThat(frames(LINK, effects)).containsExactly(seen(1));
    assertThat(bench.count("room.received.entries")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void entries_inARow_areStoredTogetherAndConfirmedOnce(int count) {
    for (int i = 1; i <= count; i++) {
      bench.receive(LINK, entry(BOBS, i));
    }
    assertThat(appends(bench.step(RoomInput.BATCH_END))).hasSize(count);
    var effects = bench.step(new RoomInput.Appended());
    assertThat(shown(effects)).hasSize(count);
    assertThat(frames(LINK, effects)).containsExactly(seen(count));
  }

  @Test
  void entry_whileAnotherIsStored_isNotShownUntilItsOwnStore() {
    bench.receive(LINK, entry(BOBS, 1));
    bench.step(RoomInput.BATCH_END);
    bench.receive(LINK, entry(BOBS, 2));
    bench.step(RoomInput.BATCH_END);
    var effects = bench.step(new RoomInput.Appended());
    assertThat(shown(effects)).containsExactly(said(entry(BOBS, 1)));
    assertThat(appends(effects)).containsExactly(entry(BOBS, 2));
    assertThat(shown(bench.step(new RoomInput.Appended()))).containsExactly(said(entry(BOBS, 2)));
  }

  @Test
  void entry_ofANewLog_mayStandAnywhere() {
    bench.receive(LINK, entry(BOBS, 500));
    assertThat(shown(bench.store())).containsExactly(said(entry(BOBS, 500)));
    bench.receive(LINK, entry(BOBS, 501));
    assertThat(shown(bench.store())).containsExactly(said(entry(BOBS, 501)));
  }

  @Test
  void entry_thatCameAlready_isDroppedAndConfirmedAgain() {
    bench.receive(LINK, entry(BOBS, 1), entry(BOBS, 2));
    bench.acceptAll(LINK, bench.store());
    var effects = bench.receive(LINK, entry(BOBS, 1));
    assertThat(frames(LINK, effects)).containsExactly(seen(2));
    assertThat(bench.count("room.received.dropped.duplicate")).isEqualTo(1);
    assertThat(bench.step(RoomInput.BATCH_END)).isEmpty();
  }

  @Test
  void entry_thatCameAlreadyAndIsNotStoredYet_isDroppedAndNotConfirmed() {
    bench.receive(LINK, entry(BOBS, 1));
    var effects = bench.receive(LINK, entry(BOBS, 1));
    assertThat(frames(LINK, effects)).isEmpty();
    assertThat(bench.count("room.received.dropped.duplicate")).isEqualTo(1);
    assertThat(appends(bench.step(RoomInput.BATCH_END))).hasSize(1);
  }

  @Test
  void entry_afterAGap_isReceivedAndTheGapIsTold() {
    bench.receive(LINK, entry(BOBS, 1));
    bench.store();
    assertThat(shown(bench.receive(LINK, entry(BOBS, 4))))
        .containsExactly(new RoomEvent.Missed(new Origin.Member(BOBS.author()), 2));
    assertThat(bench.count("room.received.missed")).isEqualTo(2);
    assertThat(shown(bench.store())).containsExactly(said(entry(BOBS, 4)));
  }

  @Test
  void entry_ofAnotherAuthorThanTheLinks_isDropped() {
    assertDropped("not-the-author", entry(new LogId(ANN, 9), 1));
  }

  @Test
  void entry_ofAnotherRoom_isDropped() {
    assertDropped(
        "other-room",
        new Entry(
            new EntryId(BOBS, new Sequence(1)), new RoomName("kitchen"), Instant.EPOCH, "psst"));
  }

  @Test
  void entry_ofOneLogTooMany_isDropped() {
    for (int i = 0; i < RoomSettings.MAX_LOGS; i++) {
      bench.receive(LINK, entry(new LogId(BOB, i), 1));
    }
    assertThat(shown(bench.store())).hasSize(RoomSettings.MAX_LOGS);
    assertDropped("too-many-logs", entry(new LogId(BOB, 99_999), 1));
    bench.receive(LINK, entry(new LogId(BOB, 0), 2));
    assertThat(shown(bench.store())).hasSize(1);
  }

  @Test
  void entry_overALinkThatIsNotUp_isDropped() {
    bench.receive(OTHER, entry(BOBS, 1));
    assertThat(bench.count("room.received.dropped.no-such-link")).isEqualTo(1);
  }

  @Test
  void bareLine_fromAMember_isDropped() {
    var line = new Frame.Said(new Line.Text("hello"));
    assertThat(bench.step(new TransportEvent.Received(LINK, line))).isEmpty();
    assertThat(bench.count("room.received.dropped.not-an-entry")).isEqualTo(1);
  }

  @Test
  void entries_fromAGuest_areDropped() {
    var text = new RoomBench(TEXT, 10);
    text.linkUp(LINK);
    assertThat(text.receive(LINK, entry(BOBS, 1))).isEmpty();
    assertThat(text.seen(LINK, 5)).isEmpty();
    assertThat(text.count("room.received.dropped.not-for-guests")).isEqualTo(2);
  }

  @Test
  void bareLine_fromAGuest_isShownAndNotStored() {
    var text = new RoomBench(TEXT, 10);
    text.linkUp(LINK);
    var line = new Line.Undecodable("\\xff", new byte[] {-1});
    assertThat(text.step(new TransportEvent.Received(LINK, new Frame.Said(line))))
        .containsExactly(new RoomEffect.Show(new RoomEvent.Said(GUEST, line, text.wall(), true)));
    assertThat(text.step(RoomInput.BATCH_END)).isEmpty();
    assertThat(text.count("room.received.lines")).isEqualTo(1);
  }

  @Test
  void bareLine_fromAStranger_isShownAsFromOutside() {
    var text = new RoomBench(TEXT, 10);
    var line = new Line.Text("hello");
    assertThat(text.step(new TransportEvent.Overheard(GUEST, new Frame.Said(line))))
        .containsExactly(new RoomEffect.Show(new RoomEvent.Said(GUEST, line, text.wall(), false)));
    assertThat(text.count("room.received.from-strangers")).isEqualTo(1);
  }

  @Test
  void seen_beyondOurEnd_isTakenAsOurEnd() {
    bench.acceptAll(LINK, bench.said(1, 2));
    bench.seen(LINK, 99);
    assertThat(bench.report().links().getFirst().behind()).isZero();
    bench.said(3, 3);
    assertThat(bench.report().links().getFirst().behind()).isEqualTo(1);
  }

  @Test
  void seen_thatGoesBack_isIgnored() {
    bench.acceptAll(LINK, bench.said(1, 3));
    bench.seen(LINK, 3);
    bench.seen(LINK, 1);
    assertThat(bench.report().links().getFirst().behind()).isZero();
  }

  @Test
  void seen_ofAnotherLog_isIgnored() {
    bench.acceptAll(LINK, bench.said(1, 3));
    bench.step(new TransportEvent.Received(LINK, seen(3)));
    assertThat(bench.report().links().getFirst().behind()).isEqualTo(3);
  }

  @Test
  void appendFailed_tellsWhatWasLostAndKeepsWhatFollows() {
    bench.receive(LINK, entry(BOBS, 1));
    bench.step(RoomInput.BATCH_END);
    bench.receive(LINK, entry(BOBS, 2));
    var effects = bench.step(new RoomInput.AppendFailed("disk full"));
    assertThat(shown(effects))
        .containsExactly(new RoomEvent.Missed(new Origin.Member(BOBS.author()), 1));
    assertThat(appends(effects)).hasSize(1);
    assertThat(bench.count("room.received.dropped.not-kept")).isEqualTo(1);
    assertThat(shown(bench.step(new RoomInput.Appended()))).containsExactly(said(entry(BOBS, 2)));
  }

  @Test
  void entry_afterOneThatWasNotKept_isStillReceived() {
    bench.receive(LINK, entry(BOBS, 1));
    bench.acceptAll(LINK, bench.store());
    bench.receive(LINK, entry(BOBS, 2));
    bench.step(RoomInput.BATCH_END);
    bench.step(new RoomInput.AppendFailed("disk full"));
    // Nobody sends entry 2 again: the transport has delivered it.
    bench.receive(LINK, entry(BOBS, 3));
    bench.step(RoomInput.BATCH_END);
    assertThat(shown(bench.step(new RoomInput.Appended()))).contains(said(entry(BOBS, 3)));
  }

  @Test
  void step_ofOneEntry_asksForNoTimer() {
    assertThat(only(RoomEffect.WakeAt.class, bench.receive(LINK, entry(BOBS, 1)))).isEmpty();
    assertThat(only(RoomEffect.WakeAt.class, bench.store())).isEmpty();
  }
}
