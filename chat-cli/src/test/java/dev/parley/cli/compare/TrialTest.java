package dev.parley.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.compare.Scenario.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class TrialTest {

  private static Scenario scenario(Kind kind, int writers, int lines, boolean journal, int micros) {
    return new Scenario("test", "test", kind, writers, lines, journal, micros);
  }

  /** What each contestant made of the same work. */
  private record All(Measured actor, Measured lock, Measured naive) {
    List<Measured> each() {
      return List.of(actor, lock, naive);
    }
  }

  private static All all(Scenario scenario) throws IOException, InterruptedException {
    var all =
        new All(
            Trial.run(Contestant.ACTOR, scenario),
            Trial.run(Contestant.LOCK, scenario),
            Trial.run(Contestant.NAIVE, scenario));
    assertThat(all.each().stream().map(Measured::checksum).distinct()).hasSize(1);
    return all;
  }

  @ParameterizedTest
  @CsvSource({"1, false, 0", "8, false, 0", "4, true, 0", "2, false, 20"})
  void throughput_isOfTheSameWork(int writers, boolean journal, int micros)
      throws IOException, InterruptedException {
    var scenario = scenario(Kind.THROUGHPUT, writers, 400, journal, micros);
    all(scenario)
        .each()
        .forEach(measured -> {
          assertThat(measured.fate()).isEmpty();
          assertThat(measured.get(Measured.RATE)).isPositive();
          assertThat(measured.get(Measured.P50))
              .isPositive()
              .isLessThanOrEqualTo(measured.get(Measured.P99));
          assertThat(measured.get(Measured.P99)).isLessThanOrEqualTo(measured.get(Measured.P999));
          assertThat(measured.get(Measured.FAIRNESS)).isBetween(0.0, 100.0);
          assertThat(measured.get(Measured.BATCH)).isGreaterThanOrEqualTo(1);
          assertThat(measured.get(Measured.PLATFORM)).isPositive();
        });
  }

  @Test
  void throughput_isMeasured_notSaid() throws IOException, InterruptedException {
    var scenario = scenario(Kind.THROUGHPUT, 2, 400, false, 0);
    var first = Trial.run(Contestant.ACTOR, scenario);
    var second = Trial.run(Contestant.ACTOR, scenario);
    assertThat(first.get(Measured.RATE)).isNotEqualTo(second.get(Measured.RATE));
    assertThat(first.checksum()).isEqualTo(second.checksum());
  }

  @Test
  void journal_batchesWhatWaits_andIsGoneAfterwards() throws IOException, InterruptedException {
    var measured = all(scenario(Kind.THROUGHPUT, 8, 400, true, 0));
    assertThat(measured.naive().get(Measured.BATCH)).isEqualTo(1);
    assertThat(measured.actor().get(Measured.BATCH)).isGreaterThan(1);
    var temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (var left = Files.newDirectoryStream(temporary, "parley-compare*")) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void watcherThatStandsStill_blocksOnlyTheNaiveForm() throws IOException, InterruptedException {
    var measured = all(scenario(Kind.SLOW, 4, 800, false, 0));
    assertThat(measured.naive().fate()).isEqualTo("blocked");
    assertThat(measured.naive().get(Measured.LONGEST))
        .isGreaterThanOrEqualTo(Trial.STILL.toMillis() - 1.0);
    assertThat(measured.naive().get(Measured.MISSED)).isZero();
    for (var guarded : List.of(measured.actor(), measured.lock())) {
      assertThat(guarded.fate()).isEqualTo("went on");
      assertThat(guarded.get(Measured.MISSED)).isBetween(1.0, 800.0);
    }
  }

  @Test
  void watcherThatCallsBack_deadlocksOnlyTheNaiveForm() throws IOException, InterruptedException {
    var measured = all(scenario(Kind.REENTRANT, 1, 2, false, 0));
    assertThat(measured.naive().fate()).isEqualTo("deadlocked");
    assertThat(measured.actor().fate()).isEqualTo("went on");
    assertThat(measured.lock().fate()).isEqualTo("went on");
  }

  @Test
  void idleRooms_holdNoThreads() throws IOException, InterruptedException {
    var measured = all(scenario(Kind.IDLE, 0, 1000, false, 0));
    measured
        .each()
        .forEach(each -> {
          assertThat(each.get(Measured.HEAP_PER_ROOM)).isBetween(50.0, 20_000.0);
          assertThat(each.get(Measured.PLATFORM) + each.get(Measured.VIRTUAL)).isLessThan(20);
        });
  }
}
