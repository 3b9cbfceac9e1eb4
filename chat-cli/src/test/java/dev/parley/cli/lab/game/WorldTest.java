package dev.parley.cli.lab.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.parley.core.testkit.Simulation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorldTest {
  private final Simulation simulation = Simulation.of(7);
  private final World world = new World(simulation.system("world").entropy());

  @AfterEach
  void close() {
    simulation.close();
  }

  private Snapshot.View player(int number) {
    return world.snapshot().players().stream()
        .filter(view -> view.number() == number)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void step_movesAPlayerByItsVelocity() {
    int number = world.enter();
    var before = player(number).place();
    assertThat(world.steer(number, new Vector(before.x() < 100 ? 4 : -4, 0))).isTrue();
    world.step();
    var after = player(number).place();
    assertThat(Math.abs(after.x() - before.x())).isCloseTo(0.2, within(1e-9)); // 4 m/s for 50 ms
    assertThat(after.y()).isEqualTo(before.y());
  }

  @Test
  void step_stopsAPlayerAtTheWall() {
    int number = world.enter();
    world.steer(number, new Vector(-World.TOP_SPEED, 0));
    for (int n = 0; n < 2 * World.SIDE / 0.4; n++) {
      world.step();
    }
    assertThat(player(number).place().x()).isZero();
    world.steer(number, new Vector(World.TOP_SPEED, 0));
    for (int n = 0; n < 2 * World.SIDE / 0.4; n++) {
      world.step();
    }
    assertThat(player(number).place().x()).isLessThan(World.SIDE).isGreaterThan(World.SIDE - 0.01);
  }

  @Test
  void steer_fasterThanAnybodyCan_isRefusedAndChangesNothing() {
    int number = world.enter();
    var before = player(number).place();
    assertThat(world.steer(number, new Vector(World.TOP_SPEED, 0.1))).isFalse();
    world.step();
    assertThat(player(number).place()).isEqualTo(before);
  }

  @Test
  void steer_byWhoHasLeft_isRefused() {
    int number = world.enter();
    world.leave(number);
    assertThat(world.steer(number, new Vector(1, 0))).isFalse();
    assertThat(world.size()).isZero();
  }

  @Test
  void step_onACoin_countsItAndDropsAnother() {
    int coins = world.coins();
    int number = world.enter();
    world.steer(number, new Vector(5, 3));
    for (int n = 0; n < 2000; n++) {
      if (n % 60 == 0) {
        world.steer(number, new Vector(7 * Math.cos(n), 7 * Math.sin(n)));
      }
      world.step();
    }
    assertThat(player(number).score()).isPositive();
    assertThat(world.coins()).isEqualTo(coins);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void vector_thatIsNone_doesNotExist(double figure) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Vector(figure, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Vector(0, figure));
  }
}
