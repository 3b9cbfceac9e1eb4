package dev.parley.cli.lab.game;

import dev.parley.core.actor.Actor;
import dev.parley.core.actor.ActorContext;
import dev.parley.core.actor.ActorRef;
import dev.parley.core.actor.Recipient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of one player: it checks what he sends, and shows him what is new. Whatever he
 * does, it hits nobody but this.
 */
final class PlayerSession implements Actor<ToSession> {
  /** How long a player may be silent. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ActorRef<ToServer> server;
  private final Recipient<ToClient> client;
  private boolean placed;
  private @Nullable Snapshot newest;

  PlayerSession(ActorRef<ToServer> server, Recipient<ToClient> client) {
    this.server = server;
    this.client = client;
  }

  @Override
  public void started(ActorContext<ToSession> context) {
    server.tell(new ToServer.Enter(context.self()));
    expectSomething(context);
  }

  @Override
  public void receive(ToSession message, ActorContext<ToSession> context) {
    switch (message) {
      case ToSession.Placed isPlaced -> {
        placed = true;
        context.unstashAll();
      }
      case ToSession.Run run -> run(run, context);
      case ToSession.Moved(var snapshot) -> newest = snapshot;
      case ToSession.Leave leave -> context.stop();
      case ToSession.Idle idle -> context.stop();
    }
  }

  /** A command that comes before the player is on the field waits for that. */
  private void run(ToSession.Run run, ActorContext<ToSession> context) {
    if (!placed && context.stash()) {
      return;
    }
    expectSomething(context);
    server.tell(new ToServer.Steer(context.self(), new Vector(run.x(), run.y())));
  }

  private static void expectSomething(ActorContext<ToSession> context) {
    context.setTimer("idle", PATIENCE, new ToSession.Idle());
  }

  /** A client that is behind is shown the newest only. */
  @Override
  public void batchEnd(ActorContext<ToSession> context) {
    if (newest != null) {
      client.tell(new ToClient.Shown(newest));
      newest = null;
    }
  }
}
