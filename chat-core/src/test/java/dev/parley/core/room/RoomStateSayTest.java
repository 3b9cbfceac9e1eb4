package dev.parley.core.room;

import static dev.parley.core.room.RoomBench.ENTRIES;
import static dev.parley.core.room.RoomBench.LINK;
import static dev.parley.core.room.RoomBench.TEXT;
import static dev.parley.core.room.RoomBench.accepted;
import static dev.parley.core.room.RoomBench.appends;
import static dev.parley.core.room.RoomBench.frames;
import static dev.parley.core.room.RoomBench.lines;
import static dev.parley.core.room.RoomBench.shown;
import static dev.parley.core.room.RoomBench.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.entry.Entry;
import dev.parley.core.entry.Line;
import dev.parley.core.transport.Origin;
import dev.parley.core.transport.TransportEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RoomStateSayTest {
  private final RoomBench bench = new RoomBench(ENTRIES, 1000);

  @Test
  void say_beforeTheBatchEnd_hasNoEffect() {
    bench.linkUp(LINK);
    var answers = new ArrayList<SayResult>();
    var effects = bench.step(new RoomInput.Say("hello", bench.now() + 1, answers::add));
    assertThat(effects).isEmpty();
    assertThat(answers).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void batchEnd_appendsAllLinesAtOnceInOrder(int count) {
    lines(1, count).forEach(bench::say);
    var effects = bench.step(RoomInput.BATCH_END);
    assertThat(effects).hasSize(1);
    assertThat(appends(effects)).extracting(Entry::text).isEqualTo(lines(1, count));
    for (int i = 0; i < count; i++) {
      assertThat(appends(effects).get(i).id().sequence().value()).isEqualTo(i + 1);
    }
  }

  @Test
  void appended_answersShowsAndSendsInThatOrder() {
    bench.linkUp(LINK);
    var answers = bench.say("hello");
    bench.step(RoomInput.BATCH_END);
    assertThat(answers).isEmpty();
    var effects = bench.step(new RoomInput.Appended());
    assertThat(answers).containsExactly(accepted(1));
    assertThat(effects)
        .extracting(effect -> (Object) effect.getClass())
        .containsExactly(RoomEffect.Answer.class, RoomEffect.Show.class, RoomEffect.Send.class);
    assertThat(shown(effects))
        .containsExactly(
            new RoomEvent.Said(
                new Origin.Member(RoomBench.ANN), new Line.Text("hello"), bench.wall(), true));
    assertThat(texts(frames(LINK, effects))).containsExactly("hello");
  }

  @Test
  void anythingBeforeAppended_answersShowsAndSendsNothing() {
    bench.linkUp(LINK);
    var answers = bench.say("hello");
    bench.step(RoomInput.BATCH_END);
    for (var input :
        List.of(
            new RoomInput.Tick(),
            RoomInput.BATCH_END,
            new RoomInput.FromTransport(new TransportEvent.Writable(LINK)),
            new RoomInput.Say("more", bench.now() + 1, answer -> {}))) {
      assertThat(bench.step(input)).as("%s", input).isEmpty();
    }
    assertThat(answers).isEmpty();
  }

  @Test
  void batchEnd_whileAnAppendIsUnderWay_waitsForIt() {
    bench.say("line 1");
    assertThat(appends(bench.step(RoomInput.BATCH_END))).hasSize(1);
    var second = bench.say("line 2");
    assertThat(bench.step(RoomInput.BATCH_END)).isEmpty();
    var effects = bench.step(new RoomInput.Appended());
    assertThat(appends(effects)).extracting(Entry::text).containsExactly("line 2");
    assertThat(second).isEmpty();
    bench.step(new RoomInput.Appended());
    assertThat(second).containsExactly(accepted(2));
  }

  @Test
  void appendFailed_refusesAndLeavesNoHole() {
    bench.linkUp(LINK);
    bench.said(1, 2);
    var lost = bench.say("lost");
    bench.step(RoomInput.BATCH_END);
    var effects = bench.step(new RoomInput.AppendFailed("disk full"));
    assertThat(lost).containsExactly(new SayResult.Refused(SayResult.Reason.NOT_KEPT, "disk full"));
    assertThat(shown(effects)).isEmpty();
    assertThat(texts(frames(LINK, effects))).isEmpty();
    assertThat(bench.count("room.said.refused.not-kept")).isEqualTo(1);

    var kept = bench.say("kept");
    bench.store();
    assertThat(kept).containsExactly(accepted(3));
  }

  @Test
  void appendFailed_storesWhatCameMeanwhile() {
    bench.say("lost");
    bench.step(RoomInput.BATCH_END);
    var next = bench.say("next");
    bench.step(RoomInput.BATCH_END);
    var effects = bench.step(new RoomInput.AppendFailed("disk full"));
    assertThat(appends(effects)).extracting(Entry::text).containsExactly("next");
    bench.step(new RoomInput.Appended());
    assertThat(next).containsExactly(accepted(1));
  }

  @Test
  void say_onTextOnlyLinksWithNobodyThere_isRefused() {
    var text = new RoomBench(TEXT, 10);
    assertThat(text.say("hello"))
        .singleElement()
        .isInstanceOfSatisfying(
            SayResult.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(SayResult.Reason.NOBODY));
    assertThat(text.count("room.said.refused.nobody")).isEqualTo(1);
    text.linkUp(LINK);
    var heard = text.say("hello");
    text.store();
    assertThat(heard).containsExactly(accepted(1));
    text.step(new TransportEvent.LinkDown(LINK, "gone"));
    assertThat(text.say("hello")).hasSize(1);
  }

  @Test
  void say_whereEntriesAreKeptWithNobodyThere_isAccepted() {
    var answer = bench.say("hello");
    bench.store();
    assertThat(answer).containsExactly(accepted(1));
    assertThat(bench.count("room.said.accepted")).isEqualTo(1);
  }
}
