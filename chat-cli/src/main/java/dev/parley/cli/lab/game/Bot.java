package dev.parley.cli.lab.game;

import dev.parley.core.actor.Actor;
import dev.parley.core.actor.ActorContext;
import dev.parley.core.actor.ActorRef;
import dev.parley.core.actor.ActorSpec;
import dev.parley.core.actor.Signal;
import dev.parley.core.mailbox.Overflow;
import dev.parley.core.time.Entropy;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A player that is a program. */
final class Bot implements Actor<ToClient> {
  /** A client that does not keep up is shown the newest. */
  private static final int CAPACITY = 4;

  private static final Duration JOIN_WITHIN = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /** How many commands a flooding bot sends at once. */
  private static final int FLOOD = 100;

  private final String name;
  private final Temper temper;
  private final ActorRef<ToServer> server;
  private final Entropy entropy;
  private final LongAdder refusals;
  private @Nullable ActorRef<ToSession> session;
  private int shown;

  /** What sort of player it is. */
  enum Temper {
    /** Turns every half second. */
    FAIR,
    /** Wants to run faster than anybody can. */
    HASTY,
    /** Sends figures that are no numbers. */
    BROKEN,
    /** Sends more than anybody would handle. */
    FLOODING,
    /** Leaves after two seconds. */
    FICKLE,
    /** Never sends anything. */
    SLEEPY
  }

  private Bot(
      String name, Temper temper, ActorRef<ToServer> server, Entropy entropy, LongAdder refusals) {
    this.name = name;
    this.temper = temper;
    this.server = server;
    this.entropy = entropy;
    this.refusals = refusals;
  }

  /**
   * A bot that joins the game.
   *
   * @param refusals counts the commands that its session had no room for
   */
  static ActorSpec<ToClient> spec(
      String name, Temper temper, ActorRef<ToServer> server, Entropy entropy, LongAdder refusals) {
    return ActorSpec.<ToClient>of(() -> new Bot(name, temper, server, entropy, refusals))
        .mailbox(CAPACITY, new Overflow.DropOldest());
  }

  @Override
  public void started(ActorContext<ToClient> context) {
    var self = context.self();
    server
        .<ActorRef<ToSession>>ask(replyTo -> new ToServer.Join(name, self, replyTo), JOIN_WITHIN)
        .pipeTo(
            self,
            ToClient.Joined::new,
            failure -> new ToClient.NotJoined(String.valueOf(failure.getMessage())));
    context.setReceiveTimeout(SILENCE, new ToClient.Silence());
  }

  @Override
  public void receive(ToClient message, ActorContext<ToClient> context) {
    switch (message) {
      case ToClient.Joined(var mine) -> {
        session = mine;
        context.watch(mine);
        play(mine);
      }
      case ToClient.NotJoined no -> context.stop();
      case ToClient.Silence silence -> context.stop();
      case ToClient.Shown show -> {
        shown++;
        if (session != null && shown % 10 == 0) {
          play(session);
        }
      }
    }
  }

  @Override
  public void signal(Signal signal, ActorContext<ToClient> context) {
    context.stop(); // the session is over
  }

  private void play(ActorRef<ToSession> mine) {
    switch (temper) {
      case FAIR -> run(mine, 1);
      case HASTY -> run(mine, 3);
      case BROKEN -> send(mine, new ToSession.Run(Double.NaN, 0));
      case FLOODING -> {
        for (int n = 0; n < FLOOD; n++) {
          run(mine, 1);
        }
      }
      case FICKLE -> {
        run(mine, 1);
        if (shown >= 40) {
          send(mine, new ToSession.Leave());
        }
      }
      case SLEEPY -> {}
    }
  }

  private void run(ActorRef<ToSession> mine, double haste) {
    double angle = (entropy.nextLong() >>> 11) * 0x1.0p-53 * 2 * Math.PI;
    double speed = haste * World.TOP_SPEED * 0.9;
    send(mine, new ToSession.Run(speed * StrictMath.cos(angle), speed * StrictMath.sin(angle)));
  }

  private void send(ActorRef<ToSession> mine, ToSession command) {
    if (!mine.tell(command).accepted()) {
      refusals.increment();
    }
  }
}
