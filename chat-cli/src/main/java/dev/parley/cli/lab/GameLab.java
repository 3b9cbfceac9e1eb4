package dev.parley.cli.lab;

import dev.parley.cli.lab.game.Game;
import dev.parley.cli.lab.game.GameReport;
import dev.parley.cli.lab.game.LockGame;
import dev.parley.core.actor.ActorSystem;
import java.time.Duration;

/** The online-game server, in real time, in both forms. */
final class GameLab implements Lab {
  private static final int BOTS = 100;
  private static final Duration LENGTH = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "game";
  }

  @Override
  public String lesson() {
    return "an online-game server keeps its pace of 20 steps a second, whatever the players do";
  }

  @Override
  public void run(Equipment equipment, Notes notes) throws InterruptedException {
    notes.say(
        BOTS
            + " bots play for "
            + LENGTH.toSeconds()
            + " s in each form. \"lock\": one lock guards the world, each bot waits on it."
            + " \"message\": one actor owns the world, a session stands before it for each"
            + " player.");
    try (var system = ActorSystem.builder("game").threads(equipment.threads()).open()) {
      try (var game =
          LockGame.begin(equipment.threads(), equipment.time(), system.entropy(), BOTS)) {
        equipment.pause(LENGTH);
        tell(notes, Notes.LOCK, game.report());
      }
      var game = Game.begin(system, BOTS);
      equipment.pause(LENGTH);
      tell(notes, Notes.MESSAGE, game.report());
      var accounts = system.accounts();
      notes.count(Notes.MESSAGE, "messages handled", accounts.handled());
      notes.count(Notes.MESSAGE, "messages refused", accounts.refusedFull());
      notes.count(Notes.MESSAGE, "messages evicted", accounts.evicted());
    }
    notes.say(
        "Learn: both keep the pace as long as nobody misbehaves. With the lock, a player who holds"
            + " it holds up the step, and so everybody; with messages what he sends waits in his"
            + " own session, and what he does not read in time is replaced by what is newer.");
  }

  private static void tell(Notes notes, String form, GameReport report) {
    notes.count(form, "steps", report.ticks());
    notes.count(form, "steps missed", report.missed());
    notes.figure(form, "latest step late by", report.latest().toNanos() / 1e6, "ms");
    notes.count(form, "players", report.players());
    notes.count(form, "commands", report.commands());
    notes.count(form, "coins picked up", report.score());
  }
}
