package dev.parley.cli.lab.game;

import java.util.List;

/**
 * The world after a step.
 *
 * @param step which one, from 1
 * @param players all on the field, by number
 */
record Snapshot(long step, List<View> players) {
  /**
   * A player as others see him.
   *
   * @param number what he is known by
   * @param place where he is
   * @param score how many coins he has picked up
   */
  record View(int number, Vector place, int score) {}
}
