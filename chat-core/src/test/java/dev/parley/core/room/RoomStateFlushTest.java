package dev.parley.core.room;

import static dev.parley.core.room.RoomBench.ANN;
import static dev.parley.core.room.RoomBench.ENTRIES;
import static dev.parley.core.room.RoomBench.GUEST;
import static dev.parley.core.room.RoomBench.LINK;
import static dev.parley.core.room.RoomBench.MEMBER;
import static dev.parley.core.room.RoomBench.OTHER;
import static dev.parley.core.room.RoomBench.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.transport.Origin;
import dev.parley.core.transport.SendResult;
import dev.parley.core.transport.TransportEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoomStateFlushTest {
  private static final FlushResult DONE = new FlushResult(List.of());

  private static List<FlushResult> flush(RoomBench bench, Duration within) {
    var answers = new ArrayList<FlushResult>();
    bench.step(new RoomInput.Flush(bench.now() + within.toNanos(), answers::add));
    return answers;
  }

  private static List<FlushResult> flush(RoomBench bench) {
    return flush(bench, Duration.ofSeconds(10));
  }

  @Test
  void flush_ofAnEmptyRoom_isDoneAtOnce() {
    assertThat(flush(new RoomBench(TEXT, 10))).containsExactly(DONE);
    assertThat(DONE.complete()).isTrue();
  }

  @Test
  void flush_withReceipts_waitsForTheConfirmation() {
    var bench = new RoomBench(ENTRIES, 10);
    bench.linkUp(LINK);
    bench.acceptAll(LINK, bench.said(1, 3));
    var answer = flush(bench);
    bench.seen(LINK, 2);
    assertThat(answer).isEmpty();
    bench.seen(LINK, 3);
    assertThat(answer).containsExactly(DONE);
  }

  @Test
  void flush_withoutReceipts_waitsForTheTransport() {
    var bench = new RoomBench(TEXT, 10);
    bench.linkUp(LINK);
    bench.said(1, 3);
    var answer = flush(bench);
    bench.sent(LINK, 2, SendResult.FULL);
    assertThat(answer).isEmpty();
    bench.acceptAll(LINK, bench.step(new TransportEvent.Writable(LINK)));
    assertThat(answer).containsExactly(DONE);
  }

  @Test
  void flush_waitsForLinesThatAreNotStoredYet() {
    var bench = new RoomBench(ENTRIES, 10);
    bench.say("line 1");
    var answer = flush(bench);
    bench.step(RoomInput.BATCH_END);
    assertThat(answer).isEmpty();
    bench.step(new RoomInput.Appended());
    assertThat(answer).containsExactly(DONE);
  }

  @Test
  void flush_waitsForLinesThatWaitForTheWindow() {
    var bench = new RoomBench(ENTRIES, 1);
    bench.linkUp(LINK);
    bench.acceptAll(LINK, bench.said(1, 1));
    bench.say("line 2");
    var answer = flush(bench);
    bench.seen(LINK, 1);
    bench.acceptAll(LINK, bench.store());
    assertThat(answer).isEmpty();
    bench.seen(LINK, 2);
    assertThat(answer).containsExactly(DONE);
  }

  @Test
  void flush_doesNotWaitForLinesSaidLater() {
    var bench = new RoomBench(ENTRIES, 10);
    bench.linkUp(LINK);
    bench.acceptAll(LINK, bench.said(1, 1));
    var answer = flush(bench);
    bench.acceptAll(LINK, bench.said(2, 2));
    bench.seen(LINK, 1);
    assertThat(answer).containsExactly(DONE);
  }

  @Test
  void flush_atItsDeadline_namesWhoIsBehind() {
    var bench = new RoomBench(TEXT, 10);
    bench.linkUp(LINK);
    bench.linkUp(OTHER);
    var effects = bench.said(1, 1);
    bench.acceptAll(OTHER, effects);
    var answers = new ArrayList<FlushResult>();
    long deadline = bench.now() + Duration.ofSeconds(1).toNanos();
    effects = bench.step(new RoomInput.Flush(deadline, answers::add));
    assertThat(effects).containsExactly(new RoomEffect.WakeAt(deadline));
    bench.pass(Duration.ofSeconds(1));
    bench.step(new RoomInput.Tick());
    assertThat(answers).containsExactly(new FlushResult(List.of(GUEST)));
    assertThat(answers.getFirst().complete()).isFalse();
  }

  @Test
  void flush_atItsDeadlineWithUnstoredLinesAndNobodyThere_namesOurselves() {
    var bench = new RoomBench(ENTRIES, 10);
    bench.say("line 1");
    assertThat(flush(bench, Duration.ZERO))
        .containsExactly(new FlushResult(List.of(new Origin.Member(ANN))));
  }

  @Test
  void flush_isAnsweredWhenTheLinkThatIsBehindGoesDown() {
    var bench = new RoomBench(ENTRIES, 10);
    bench.linkUp(LINK);
    bench.said(1, 1);
    var answer = flush(bench);
    bench.step(new TransportEvent.LinkDown(LINK, "gone"));
    assertThat(answer).containsExactly(DONE);
  }

  @Test
  void flush_afterALineThatWasNotKept_isDone() {
    var bench = new RoomBench(ENTRIES, 10);
    bench.linkUp(LINK);
    bench.say("lost");
    var answer = flush(bench);
    bench.step(RoomInput.BATCH_END);
    bench.step(new RoomInput.AppendFailed("disk full"));
    assertThat(answer).containsExactly(DONE);
  }

  @Test
  void flush_withReceiptsAtItsDeadline_namesTheMember() {
    var bench = new RoomBench(ENTRIES, 10);
    bench.linkUp(LINK);
    bench.acceptAll(LINK, bench.said(1, 1));
    assertThat(flush(bench, Duration.ZERO)).containsExactly(new FlushResult(List.of(MEMBER)));
  }
}
