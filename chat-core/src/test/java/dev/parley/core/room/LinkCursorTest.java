package dev.parley.core.room;

import static dev.parley.core.room.RoomBench.BOBS;
import static dev.parley.core.room.RoomBench.ENTRIES;
import static dev.parley.core.room.RoomBench.LINK;
import static dev.parley.core.room.RoomBench.MEMBER;
import static dev.parley.core.room.RoomBench.OWN;
import static dev.parley.core.room.RoomBench.TEXT;
import static dev.parley.core.room.RoomBench.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.entry.Line;
import dev.parley.core.entry.LogId;
import dev.parley.core.entry.Sequence;
import dev.parley.core.transport.Capabilities;
import dev.parley.core.transport.Frame;
import dev.parley.core.transport.SendResult;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LinkCursorTest {
  private final OwnLog log = new OwnLog(OWN, 10);

  private static LinkCursor cursor(Capabilities capabilities) {
    return new LinkCursor(LINK, MEMBER, capabilities, new Sequence(1), 0);
  }

  private void append(int entries) {
    for (int i = 0; i < entries; i++) {
      log.append(entry(OWN, log.end().value() + 1));
    }
  }

  @Test
  void take_onATextLink_returnsBareLines() {
    append(1);
    assertThat(cursor(TEXT).take(log)).containsExactly(new Frame.Said(new Line.Text("entry 1")));
  }

  @Test
  void take_onAMembersLink_returnsConfirmationsThenEntries() {
    append(1);
    var cursor = cursor(ENTRIES);
    cursor.confirm(BOBS, new Sequence(3));
    cursor.confirm(BOBS, new Sequence(4));
    assertThat(cursor.take(log))
        .containsExactly(
            new Frame.Seen(BOBS, new Sequence(4)), new Frame.Entries(List.of(entry(OWN, 1))));
  }

  @Test
  void confirmation_thatGrewWhileTheOldOneWasUnderWay_isStillOwed() {
    var cursor = cursor(ENTRIES);
    cursor.confirm(BOBS, new Sequence(3));
    cursor.take(log);
    cursor.confirm(BOBS, new Sequence(4));
    cursor.sent(1, SendResult.ACCEPTED, 0);
    assertThat(cursor.take(log)).containsExactly(new Frame.Seen(BOBS, new Sequence(4)));
    cursor.sent(1, SendResult.ACCEPTED, 0);
    assertThat(cursor.take(log)).isEmpty();
  }

  @Test
  void confirmation_thatWasNotAccepted_isStillOwed() {
    var cursor = cursor(ENTRIES);
    cursor.confirm(BOBS, new Sequence(3));
    cursor.confirm(new LogId(RoomBench.BOB, 8), new Sequence(1));
    cursor.take(log);
    cursor.sent(1, SendResult.FULL, 0);
    cursor.writable();
    assertThat(cursor.take(log))
        .containsExactly(new Frame.Seen(new LogId(RoomBench.BOB, 8), new Sequence(1)));
  }

  @Test
  void behind_withReceipts_countsWhatIsNotConfirmed() {
    append(3);
    var cursor = cursor(ENTRIES);
    cursor.take(log);
    cursor.sent(3, SendResult.ACCEPTED, 0);
    assertThat(cursor.behind(log)).isEqualTo(3);
    cursor.confirmedBy(new Sequence(2), log, 0);
    assertThat(cursor.behind(log)).isEqualTo(1);
  }

  @Test
  void behind_withoutReceipts_countsWhatTheTransportHasNotTaken() {
    append(3);
    var cursor = cursor(TEXT);
    cursor.take(log);
    cursor.sent(2, SendResult.FULL, 0);
    assertThat(cursor.behind(log)).isEqualTo(1);
  }

  @Test
  void skipTo_countsWhatWasMissed() {
    append(15);
    var cursor = cursor(ENTRIES);
    assertThat(cursor.skipTo(log.floor())).isEqualTo(5);
    assertThat(cursor.skipTo(log.floor())).isZero();
    assertThat(cursor.behind(log)).isEqualTo(10);
    assertThat(cursor.take(log)).startsWith(new Frame.Entries(List.of(entry(OWN, 6)))).hasSize(10);
  }

  @Test
  void skipTo_whatWasSentAndNotConfirmed_isStillOwed() {
    append(8);
    var cursor = cursor(ENTRIES);
    cursor.take(log);
    cursor.sent(8, SendResult.ACCEPTED, 0);
    append(12); // the window holds 11 to 20
    assertThat(cursor.skipTo(log.floor())).isEqualTo(2);
    assertThat(cursor.progress()).isEqualTo(new Sequence(0));
    assertThat(cursor.behind(log)).isEqualTo(8 + 10);
    cursor.confirmedBy(new Sequence(8), log, 0);
    assertThat(cursor.behind(log)).isEqualTo(10);
    cursor.confirmedBy(new Sequence(11), log, 0);
    assertThat(cursor.behind(log)).isEqualTo(9);
  }

  @Test
  void progress_endsTheLagging() {
    append(3);
    var cursor = cursor(TEXT);
    cursor.lag();
    assertThat(cursor.lagging()).isTrue();
    cursor.take(log);
    cursor.sent(0, SendResult.FULL, 7);
    assertThat(cursor.lagging()).isTrue();
    cursor.writable();
    cursor.take(log);
    cursor.sent(1, SendResult.ACCEPTED, 9);
    assertThat(cursor.lagging()).isFalse();
    assertThat(cursor.stuckSince()).isEqualTo(9);
  }
}
