package dev.parley.cli.lab.game;

import dev.parley.core.actor.ActorRef;

/** What a player's client handles. */
sealed interface ToClient {
  /**
   * He plays.
   *
   * @param session takes his commands
   */
  record Joined(ActorRef<ToSession> session) implements ToClient {}

  /**
   * He does not.
   *
   * @param reason why, for people
   */
  record NotJoined(String reason) implements ToClient {}

  /**
   * The newest of the world.
   *
   * @param snapshot how it is
   */
  record Shown(Snapshot snapshot) implements ToClient {}

  /** The server has been silent for long. */
  record Silence() implements ToClient {}
}
