package dev.parley.udp.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PacerTest {
  private static final long SECOND = 1_000_000_000L;

  private static long passAll(Pacer pacer, long now) {
    long passed = 0;
    while (pacer.pass(now)) {
      passed++;
    }
    return passed;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000, 4000, 600_000, PlainSettings.MAX_RATE})
  void pass_fromTheStart_letsOneBurstPass(int rate) {
    long now = -5 * SECOND;
    assertThat(passAll(new Pacer(rate, now), now)).isEqualTo(Pacer.BURST);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000, 4000})
  void pass_afterALongRest_letsNoMoreThanOneBurstPass(int rate) {
    var pacer = new Pacer(rate, 0);
    passAll(pacer, 0);
    assertThat(passAll(pacer, 1000 * SECOND)).isEqualTo(Pacer.BURST);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 10, 100, 1000, 3000, 4000, 600_000, PlainSettings.MAX_RATE})
  void pass_overTheLongRun_keepsTheRateWithinOneBurst(int rate) {
    var pacer = new Pacer(rate, 0);
    long passed = 0;
    long lines = 2_000_000;
    long end = lines * SECOND / rate;
    for (long now = 0; now < end; now += Math.max(1, end / 100_000)) {
      passed += passAll(pacer, now);
    }
    assertThat(passed).isBetween(lines - Pacer.BURST, lines + Pacer.BURST);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000, 4000})
  void delay_isLongEnoughForALine(int rate) {
    var pacer = new Pacer(rate, 0);
    passAll(pacer, 0);
    long delay = pacer.delay(0);
    assertThat(delay).isPositive();
    assertThat(pacer.pass(delay)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6, 10, 100})
  void delay_atALowRate_staysBelowTheTimeAfterWhichALinkLags(int rate) {
    var pacer = new Pacer(rate, 0);
    passAll(pacer, 0);
    assertThat(Duration.ofNanos(pacer.delay(0))).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void pass_withoutARate_letsEverythingPass() {
    var pacer = new Pacer(0, 0);
    for (int i = 0; i < 100_000; i++) {
      assertThat(pacer.pass(0)).isTrue();
    }
  }

  @Test
  void pass_acrossTheOverflowOfTheClock_keepsTheRate() {
    long start = Long.MAX_VALUE - SECOND;
    var pacer = new Pacer(10, start);
    assertThat(passAll(pacer, start)).isEqualTo(Pacer.BURST);
    assertThat(passAll(pacer, start + 2 * SECOND)).isEqualTo(20);
  }
}
