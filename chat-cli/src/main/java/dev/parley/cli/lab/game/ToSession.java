package dev.parley.cli.lab.game;

/** What a player's session handles. */
sealed interface ToSession {
  /**
   * The player wants to run. The figures are as his client sent them: anything.
   *
   * @param x metres a second to the right
   * @param y metres a second upwards
   */
  record Run(double x, double y) implements ToSession {}

  /** The player leaves. */
  record Leave() implements ToSession {}

  /** The player is on the field. */
  record Placed() implements ToSession {}

  /**
   * The world has moved on.
   *
   * @param snapshot how it is now
   */
  record Moved(Snapshot snapshot) implements ToSession {}

  /** Nothing came from the player for long. */
  record Idle() implements ToSession {}
}
