package dev.parley.udp.sealed;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.testkit.Simulation;
import dev.parley.udp.sealed.Liveness.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LivenessTest {
  private static final long MS = MILLISECONDS.toNanos(1);

  private static Liveness liveness(long seed) {
    try (var simulation = Simulation.of(seed)) {
      return new Liveness(0, simulation.system("liveness").entropy());
    }
  }

  @Test
  void keepAlive_isDueEveryTwoSeconds_aFifthMoreOrLess() {
    var due = new ArrayList<Long>();
    for (long seed = 0; seed < 50; seed++) {
      due.add(liveness(seed).deadline() / MS);
    }
    assertThat(due).allMatch(at -> at >= 1600 && at <= 2400);
    assertThat(due.stream().distinct()).hasSizeGreaterThan(30);
  }

  @Test
  void look_beforeAnythingIsDue_doesNothing() {
    var liveness = liveness(1);
    assertThat(liveness.look(liveness.deadline() - 1)).isEqualTo(Step.NOTHING);
    assertThat(liveness.look(liveness.deadline())).isEqualTo(Step.PING);
  }

  @Test
  void silence_isAskedAbout_thenKeysAreRenewed_thenItIsTheEnd() {
    var liveness = liveness(1);
    var steps = new ArrayList<Step>();
    var at = new ArrayList<Long>();
    long now = 0;
    while (now < 15_000 * MS) {
      liveness.sent(now); // what we send is no sign of theirs
      now = liveness.deadline();
      var step = liveness.look(now);
      if (now >= 5_000 * MS) {
        steps.add(step);
        at.add(now / MS);
      }
    }
    assertThat(at.subList(0, 4)).isEqualTo(List.of(5000L, 5250L, 5500L, 5750L));
    assertThat(steps.subList(0, 4))
        .containsExactly(Step.PING, Step.PING, Step.PING, Step.HANDSHAKE);
    assertThat(steps.getLast()).isEqualTo(Step.GONE);
    assertThat(at.getLast()).isEqualTo(15_000);
    assertThat(steps.stream().filter(step -> step == Step.HANDSHAKE)).hasSize(1);
  }

  @Test
  void heard_endsTheSilence() {
    var liveness = liveness(1);
    assertThat(liveness.look(5_000 * MS)).isEqualTo(Step.PING);
    liveness.heard(5_100 * MS);
    liveness.sent(5_100 * MS);
    assertThat(liveness.look(5_300 * MS)).isEqualTo(Step.NOTHING);
    assertThat(liveness.look(16_000 * MS)).isNotEqualTo(Step.GONE);
    assertThat(liveness.look(20_100 * MS)).isEqualTo(Step.GONE);
  }

  @Test
  void keys_areRenewedEveryQuarterOfAnHour() {
    var liveness = liveness(1);
    long quarter = MINUTES.toNanos(15);
    liveness.heard(quarter - 1);
    liveness.sent(quarter - 1);
    assertThat(liveness.look(quarter - 1)).isEqualTo(Step.NOTHING);
    assertThat(liveness.look(quarter)).isEqualTo(Step.HANDSHAKE);
    assertThat(liveness.look(quarter)).isEqualTo(Step.NOTHING);
  }
}
