package dev.parley.cli.lab.game;

import dev.parley.core.time.Entropy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rules of the game: players run over a square field and pick up coins. Not safe for use by
 * many threads; it knows neither clock nor actor, so the same calls give the same world.
 */
final class World {
  /** The length of a side, in metres. */
  static final int SIDE = 200;

  /** The greatest speed, in metres a second. */
  static final double TOP_SPEED = 8;

  /** The time that one step stands for. */
  static final Duration STEP = Duration.ofMillis(50);

  private static final int COINS = 500;
  private static final double SECONDS = STEP.toMillis() / 1000.0;

  private final Entropy entropy;
  private final SortedMap<Integer, Runner> runners = new TreeMap<>();

  /** By square metre. */
  private final boolean[] coins = new boolean[SIDE * SIDE];

  private long steps;
  private int numbers;

  private static final class Runner {
    private Vector place;
    private Vector velocity = new Vector(0, 0);
    private int score;

    Runner(Vector place) {
      this.place = place;
    }
  }

  World(Entropy entropy) {
    this.entropy = entropy;
    for (int n = 0; n < COINS; n++) {
      dropCoin();
    }
  }

  /** Brings a player onto the field, at rest; gives the number that he is known by. */
  int enter() {
    int number = ++numbers;
    runners.put(number, new Runner(new Vector(below(SIDE), below(SIDE))));
    return number;
  }

  void leave(int number) {
    runners.remove(number);
  }

  /** Sets where a player runs from now on; false if nobody can run so fast, or he has left. */
  boolean steer(int number, Vector velocity) {
    var runner = runners.get(number);
    if (runner == null || velocity.length() > TOP_SPEED) {
      return false;
    }
    runner.velocity = velocity;
    return true;
  }

  /** Lets one step of time pass. Of two who reach a coin together, the earlier to enter gets it. */
  void step() {
    steps++;
    for (var runner : runners.values()) {
      runner.place = moved(runner);
      int square = square(runner.place);
      if (coins[square]) {
        coins[square] = false;
        runner.score++;
        dropCoin();
      }
    }
  }

  /** The field has walls. */
  private static Vector moved(Runner runner) {
    return new Vector(
        inside(runner.place.x() + runner.velocity.x() * SECONDS),
        inside(runner.place.y() + runner.velocity.y() * SECONDS));
  }

  private static double inside(double coordinate) {
    return Math.clamp(coordinate, 0, Math.nextDown((double) SIDE));
  }

  private static int square(Vector place) {
    return ((int) place.y()) * SIDE + (int) place.x();
  }

  private void dropCoin() {
    int square = below(coins.length);
    while (coins[square]) {
      square = below(coins.length);
    }
    coins[square] = true;
  }

  private int below(int bound) {
    return (int) Long.remainderUnsigned(entropy.nextLong(), bound);
  }

  int coins() {
    int count = 0;
    for (var coin : coins) {
      count += coin ? 1 : 0;
    }
    return count;
  }

  /** How many players there ever were. */
  int entered() {
    return numbers;
  }

  int size() {
    return runners.size();
  }

  /** What everybody is shown. */
  Snapshot snapshot() {
    var views = new ArrayList<Snapshot.View>(runners.size());
    runners.forEach(
        (number, runner) -> views.add(new Snapshot.View(number, runner.place, runner.score)));
    return new Snapshot(steps, List.copyOf(views));
  }
}
