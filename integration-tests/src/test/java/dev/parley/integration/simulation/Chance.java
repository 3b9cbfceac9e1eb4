package dev.parley.integration.simulation;

import dev.parley.core.time.Entropy;
import java.util.SplittableRandom;

/** Everything that is left to chance, decided by a seed. Used by one thread. */
final class Chance implements Entropy {
  private final SplittableRandom random;

  Chance(long seed) {
    this(new SplittableRandom(seed));
  }

  private Chance(SplittableRandom random) {
    this.random = random;
  }

  /** Another source that follows from this one. */
  Chance split() {
    return new Chance(random.split());
  }

  @Override
  public void fill(byte[] target) {
    random.nextBytes(target);
  }

  @Override
  public long nextLong() {
    return random.nextLong();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  long between(long least, long most) {
    return random.nextLong(least, most + 1);
  }

  boolean happens(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  double upTo(double most) {
    return random.nextDouble() * most;
  }
}
