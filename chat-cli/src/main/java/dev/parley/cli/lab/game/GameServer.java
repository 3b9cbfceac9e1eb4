package dev.parley.cli.lab.game;

import dev.parley.core.actor.Actor;
import dev.parley.core.actor.ActorContext;
import dev.parley.core.actor.ActorRef;
import dev.parley.core.actor.ActorSpec;
import dev.parley.core.actor.Directive;
import dev.parley.core.actor.Signal;
import dev.parley.core.actor.Supervision;
import dev.parley.core.mailbox.Overflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Owns the world. It moves in steps, on time whatever the players do; a session of its own stands
 * between it and each of them.
 */
final class GameServer implements Actor<ToServer> {
  /** How many messages may wait: some for each of many players. */
  private static final int CAPACITY = 16_384;

  /** How much may wait for one player, commands and snapshots together. */
  private static final int SESSION_CAPACITY = 16;

  /** A command that trips a session costs its player that command, until he overdoes it. */
  private static final Supervision SESSION_RULES =
      Supervision.of(new Directive.Stop())
          .when(IllegalArgumentException.class, new Directive.Restart(10, Duration.ofSeconds(10)));

  private final World world;
  private final Map<ActorRef<?>, Player> players = new LinkedHashMap<>();

  private long began;
  private long lastTick;
  private boolean moved;

  private long ticks;
  private long missed;
  private long latest;
  private long restarts;
  private long commands;
  private long tooFast;
  private long unseen;

  private record Player(ActorRef<ToSession> session, int number) {}

  private GameServer(World world) {
    this.world = world;
  }

  static ActorSpec<ToServer> spec(World world) {
    return ActorSpec.<ToServer>of(() -> new GameServer(world))
        .mailbox(CAPACITY, new Overflow.Reject());
  }

  @Override
  public void started(ActorContext<ToServer> context) {
    began = now(context);
    context.setPeriodicTimer("tick", World.STEP, new ToServer.Tick());
  }

  @Override
  public void receive(ToServer message, ActorContext<ToServer> context) {
    switch (message) {
      case ToServer.Tick tick -> tick(now(context));
      case ToServer.Join join -> join(join, context);
      case ToServer.Enter(var session) -> enter(session);
      case ToServer.Steer(var session, var velocity) -> steer(session, velocity);
      case ToServer.Ask(var replyTo) -> replyTo.tell(report());
    }
  }

  private void join(ToServer.Join join, ActorContext<ToServer> context) {
    var session =
        context.spawn(
            join.name(),
            ActorSpec.of(() -> new PlayerSession(context.self(), join.client()))
                .mailbox(SESSION_CAPACITY, new Overflow.Reject())
                .stash(SESSION_CAPACITY)
                .supervision(SESSION_RULES));
    context.watch(session);
    join.replyTo().tell(session);
  }

  private void enter(ActorRef<ToSession> session) {
    if (players.containsKey(session)) {
      restarts++;
    } else {
      players.put(session, new Player(session, world.enter()));
    }
    session.tell(new ToSession.Placed());
  }

  private void steer(ActorRef<ToSession> session, Vector velocity) {
    var player = players.get(session);
    if (player == null) {
      return; // its last words; it has ended
    }
    if (world.steer(player.number(), velocity)) {
      commands++;
    } else {
      tooFast++;
    }
  }

  @Override
  public void signal(Signal signal, ActorContext<ToServer> context) {
    switch (signal) {
      case Signal.Terminated(var session, var cause) -> {
        var player = players.remove(session);
        if (player != null) {
          world.leave(player.number());
        }
      }
    }
  }

  private void tick(long now) {
    long due = lastTick + 1;
    long reached = (now - began) / World.STEP.toNanos();
    missed += Math.max(0, reached - due);
    latest = Math.max(latest, now - began - due * World.STEP.toNanos());
    lastTick = Math.max(due, reached);
    ticks++;
    world.step();
    moved = true;
  }

  /** However many steps and commands a batch had, everybody is shown the world once. */
  @Override
  public void batchEnd(ActorContext<ToServer> context) {
    if (!moved) {
      return;
    }
    moved = false;
    var news = new ToSession.Moved(world.snapshot());
    for (var player : players.values()) {
      if (!player.session().tell(news).accepted()) {
        unseen++;
      }
    }
  }

  private GameReport report() {
    long score = world.snapshot().players().stream().mapToLong(Snapshot.View::score).sum();
    return new GameReport(
        ticks,
        missed,
        Duration.ofNanos(latest),
        world.size(),
        world.entered(),
        restarts,
        commands,
        tooFast,
        unseen,
        score);
  }

  private static long now(ActorContext<ToServer> context) {
    return context.system().time().nanoTime();
  }
}
