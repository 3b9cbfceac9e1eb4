package dev.parley.cli.lab.game;

import dev.parley.core.actor.ActorRef;
import dev.parley.core.actor.ActorSystem;
import dev.parley.core.actor.DeadLetter;
import dev.parley.core.actor.DeadLetters;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** A game with bots, in a system of whoever wants to see it. */
public final class Game {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final World world;
  private final ActorRef<ToServer> server;
  private final LongAdder refusals = new LongAdder();
  private final Map<DeadLetters.Reason, LongAdder> dead =
      Collections.synchronizedMap(new EnumMap<>(DeadLetters.Reason.class));

  private Game(ActorSystem system) {
    this.world = new World(system.entropy());
    system.deadLetters().subscribe(system.spawn("mourner", (letter, context) -> mourn(letter)));
    this.server = system.spawn("server", GameServer.spec(world));
  }

  private void mourn(DeadLetter letter) {
    dead.computeIfAbsent(letter.reason(), reason -> new LongAdder()).increment();
  }

  /** Begins a game with a bot for each temper named. */
  static Game begin(ActorSystem system, List<Bot.Temper> tempers) {
    var game = new Game(system);
    for (int n = 0; n < tempers.size(); n++) {
      var name = "bot-" + n;
      system.spawn(
          name, Bot.spec(name, tempers.get(n), game.server, system.entropy(), game.refusals));
    }
    return game;
  }

  /**
   * Begins a game with bots that play fair.
   *
   * @param system where; its time drives the game, and closing it ends the game
   * @param bots how many
   */
  public static Game begin(ActorSystem system, int bots) {
    return begin(system, Collections.nCopies(bots, Bot.Temper.FAIR));
  }

  /** How the game goes. */
  public GameReport report() {
    return server.<GameReport>ask(ToServer.Ask::new, PATIENCE).await();
  }

  /** How many commands sessions had no room for: the bots were told each time. */
  long refusals() {
    return refusals.sum();
  }

  /** How many dead letters were told of, for a reason. */
  long deadLetters(DeadLetters.Reason reason) {
    var count = dead.get(reason);
    return count == null ? 0 : count.sum();
  }

  /** Ends the game for all. */
  void stop() {
    server.stop();
  }

  World world() {
    return world;
  }
}
