package dev.parley.cli.lab.game;

import dev.parley.core.actor.ActorRef;
import dev.parley.core.actor.Recipient;

/** What the server handles. */
sealed interface ToServer {
  /**
   * Somebody wants to play.
   *
   * @param name his name, unique among the players
   * @param client what shows him the game
   * @param replyTo who hears of the session that he got
   */
  record Join(String name, Recipient<ToClient> client, Recipient<ActorRef<ToSession>> replyTo)
      implements ToServer {}

  /**
   * A session has begun, or begun anew: its player belongs on the field.
   *
   * @param session the session
   */
  record Enter(ActorRef<ToSession> session) implements ToServer {}

  /**
   * A player wants to run.
   *
   * @param session his session
   * @param velocity where, and how fast
   */
  record Steer(ActorRef<ToSession> session, Vector velocity) implements ToServer {}

  /** A step of time is over. */
  record Tick() implements ToServer {}

  /**
   * Somebody wants to know how it goes.
   *
   * @param replyTo who gets the report
   */
  record Ask(Recipient<GameReport> replyTo) implements ToServer {}
}
