package dev.parley.cli.lab;

import dev.parley.cli.lab.game.Game;
import dev.parley.core.actor.ActorSystem;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The online-game server, in real time. */
final class GameLab implements Lab {
  private static final int BOTS = 1000;
  private static final int SECONDS = 3;

  @Override
  public String name() {
    return "game";
  }

  @Override
  public String lesson() {
    return "an online-game server keeps its pace of 20 steps a second with a thousand players";
  }

  @Override
  public void run(Notes notes) throws InterruptedException {
    notes.say(
        BOTS
            + " bots play for "
            + SECONDS
            + " s. One actor owns the world, a session stands before it for each player.");
    try (var system = ActorSystem.builder("game").open()) {
      var game = Game.begin(system, BOTS);
      new CountDownLatch(1).await(SECONDS, TimeUnit.SECONDS);
      var report = game.report();
      var accounts = system.accounts();
      notes.count("message", "steps", report.ticks());
      notes.count("message", "steps missed", report.missed());
      notes.figure("message", "latest step", report.latest().toNanos() / 1e6, "ms late");
      notes.count("message", "players", report.players());
      notes.count("message", "commands", report.commands());
      notes.count("message", "messages handled", accounts.handled());
      notes.count("message", "messages refused", accounts.refusedFull());
      notes.count("message", "messages evicted", accounts.evicted());
    }
    notes.say(
        "No player can hold up a step: what he sends waits in his own session, and what he does "
            + "not read in time is replaced by what is newer.");
  }
}
