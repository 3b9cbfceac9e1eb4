package dev.parley.cli.lab.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.actor.ActorStatus;
import dev.parley.core.actor.DeadLetters;
import dev.parley.core.testkit.Simulation;
import dev.parley.core.testkit.junit.SimulationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The game in virtual time: what the players do, whoever they are, and whoever runs next. */
@Timeout(60)
class GameTest {
  private static final int STEPS_A_SECOND = 20;

  /** After each seed, the annotation's own check: the accounts of all actors balance. */
  @SimulationTest(seeds = 2)
  void thousandBots_missNoTick(Simulation simulation) {
    var game = Game.begin(simulation.system("game"), 1000);
    simulation.advance(Duration.ofSeconds(3));
    var report = game.report();
    assertThat(report.ticks()).isEqualTo(3 * STEPS_A_SECOND);
    assertThat(report.missed()).isZero();
    assertThat(report.latest()).isZero();
    assertThat(report.players()).isEqualTo(1000);
    assertThat(report.commands()).isGreaterThan(1000 * 5L);
    assertThat(report.score()).isPositive();
    assertThat(report.unseen()).isZero();
  }

  private static Snapshot world(long seed) {
    try (var simulation = Simulation.of(seed)) {
      var game = Game.begin(simulation.system("game"), 50);
      simulation.advance(Duration.ofSeconds(2));
      return game.world().snapshot();
    }
  }

  @Test
  void sameSeed_givesTheSameWorld() {
    assertThat(world(5)).isEqualTo(world(5)).isNotEqualTo(world(6));
  }

  private static List<Bot.Temper> tempers(int each) {
    var all = new ArrayList<Bot.Temper>();
    for (var temper : Bot.Temper.values()) {
      all.addAll(Collections.nCopies(each, temper));
    }
    return all;
  }

  @SimulationTest(seeds = 20)
  void badPlayers_hurtNobodyElse(Simulation simulation) {
    var system = simulation.system("game");
    var game = Game.begin(system, tempers(5));
    simulation.advance(Duration.ofSeconds(4));
    var report = game.report();
    assertThat(report.ticks()).isEqualTo(4 * STEPS_A_SECOND);
    assertThat(report.missed()).isZero();
    assertThat(report.tooFast()).as("hasty commands").isGreaterThanOrEqualTo(5 * 5L);
    assertThat(report.restarts()).as("of broken bots' sessions").isGreaterThanOrEqualTo(5 * 5L);
    assertThat(game.refusals()).as("of flooding bots' commands").isPositive();
    assertThat(report.joined()).isEqualTo(30);
    assertThat(report.players()).as("the fickle have left").isEqualTo(25);
    assertThat(system.deadLetters().count(DeadLetters.Reason.FAILED))
        .isEqualTo(report.restarts())
        .isEqualTo(game.deadLetters(DeadLetters.Reason.FAILED));
    simulation.advance(Duration.ofSeconds(8));
    report = game.report();
    assertThat(report.missed()).isZero();
    assertThat(report.players())
        .as("the sleepy are put out, and the broken have overdone it")
        .isEqualTo(15);
  }

  @Test
  void stoppedServer_endsSessionsAndBots() {
    try (var simulation = Simulation.of(3)) {
      var system = simulation.system("game");
      var game = Game.begin(system, 10);
      simulation.advance(Duration.ofSeconds(1));
      assertThat(system.actors()).as("the server, the mourner, bots and sessions").hasSize(22);
      game.stop();
      simulation.settle();
      assertThat(system.actors()).extracting(ActorStatus::name).containsExactly("mourner");
    }
  }
}
