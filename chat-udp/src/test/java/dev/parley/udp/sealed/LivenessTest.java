package dev.parley.udp.sealed;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.testkit.Simulation;
import dev.parley.udp.sealed.Liveness.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LivenessTest {
  private static final long MS = MILLISECONDS.toNanos(1);

  private static Liveness liveness(long seed) {
    try (var simulation = Simulation.of(seed)) {
      return new Liveness(0, Instant.EPOCH, simulation.system("liveness").entropy());
    }
  }

  private static Step look(Liveness liveness, long now) {
    return liveness.look(now, Instant.EPOCH.plusNanos(now));
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
    assertThat(look(liveness, liveness.deadline() - 1)).isEqualTo(Step.NOTHING);
    assertThat(look(liveness, liveness.deadline())).isEqualTo(Step.PING);
  }

  @Test
  void keepAlive_thatCannotBeSent_isNotAskedForAgainAtOnce() {
    var liveness = liveness(1);
    long now = liveness.deadline();
    assertThat(look(liveness, now)).isEqualTo(Step.PING);
    assertThat(liveness.deadline()).isGreaterThan(now + 1000 * MS);
    assertThat(liveness.look(now + MS, Instant.EPOCH.plusSeconds(60))).isEqualTo(Step.PING);
    assertThat(liveness.deadline()).isGreaterThan(now + 100 * MS);
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
      var step = look(liveness, now);
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

  /** Looks whenever something is due, as a program that runs does; answers the last step. */
  private static Step lookUntil(Liveness liveness, long end) {
    var step = Step.NOTHING;
    while (liveness.deadline() <= end) {
      long now = liveness.deadline();
      step = look(liveness, now);
      liveness.sent(now);
    }
    return step;
  }

  @Test
  void heard_endsTheSilence() {
    var liveness = liveness(1);
    assertThat(lookUntil(liveness, 5_900 * MS)).isEqualTo(Step.HANDSHAKE);
    assertThat(liveness.isSuspect()).isTrue();
    liveness.heard(5_900 * MS);
    assertThat(liveness.isSuspect()).isFalse();
    assertThat(lookUntil(liveness, 20_800 * MS)).isNotEqualTo(Step.GONE);
    assertThat(look(liveness, 20_900 * MS)).isEqualTo(Step.GONE);
  }

  @Test
  void suspect_isWhoLeavesThreeQuestionsUnanswered() {
    var liveness = liveness(1);
    lookUntil(liveness, 5_500 * MS);
    assertThat(liveness.isSuspect()).isFalse();
    lookUntil(liveness, 5_750 * MS);
    assertThat(liveness.isSuspect()).isTrue();
  }

  @Test
  void sleepOfTheMachine_isNoSilenceOfThePeer_andNewKeysAreTriedSoon() {
    var liveness = liveness(1);
    lookUntil(liveness, 3_000 * MS);
    var later = Instant.EPOCH.plusSeconds(3600); // the monotonic clock stood still meanwhile
    assertThat(liveness.look(3_100 * MS, later)).isEqualTo(Step.PING);
    liveness.sent(3_100 * MS);
    assertThat(liveness.deadline()).isEqualTo(3_350 * MS);
    assertThat(liveness.look(4_100 * MS, later.plusMillis(1_000))).isEqualTo(Step.HANDSHAKE);
  }

  @Test
  void lateLook_isNoSilenceOfThePeer() {
    var liveness = liveness(1);
    assertThat(look(liveness, 16_000 * MS)).isEqualTo(Step.PING);
    assertThat(lookUntil(liveness, 30_900 * MS)).isNotEqualTo(Step.GONE);
    assertThat(look(liveness, 31_000 * MS)).isEqualTo(Step.GONE);
  }

  @Test
  void keys_areRenewedEveryQuarterOfAnHour() {
    var liveness = liveness(1);
    long quarter = MINUTES.toNanos(15);
    for (long now = 0; now < quarter; now += 1_000 * MS) {
      liveness.heard(now);
      liveness.sent(now);
      assertThat(look(liveness, now)).isEqualTo(Step.NOTHING);
    }
    assertThat(look(liveness, quarter)).isEqualTo(Step.HANDSHAKE);
    assertThat(look(liveness, quarter)).isEqualTo(Step.NOTHING);
  }
}
