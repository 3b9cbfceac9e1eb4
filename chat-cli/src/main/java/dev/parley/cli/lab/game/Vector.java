package dev.parley.cli.lab.game;

/**
 * A place in the field, in metres from its corner, or a velocity, in metres a second.
 *
 * @param x to the right
 * @param y upwards
 */
record Vector(double x, double y) {
  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException if one is not a number, or infinite
   */
  Vector {
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      throw new IllegalArgumentException("no vector has these figures: " + x + ", " + y);
    }
  }

  double length() {
    return Math.hypot(x, y);
  }
}
