package dev.parley.integration.bench;

import com.typesafe.config.ConfigFactory;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Apache Pekko typed, tuned: a thread for each processor, and 256 messages in a row before an actor
 * makes room for the next, as many as ours handle. It logs nothing.
 */
final class PekkoActors implements Actors {
  private static final String TUNED =
      """
      pekko {
        loggers = []
        use-slf4j = off
        loglevel = OFF
        stdout-loglevel = OFF
        log-dead-letters = off
        actor.default-dispatcher {
          executor = fork-join-executor
          fork-join-executor {
            parallelism-min = %1$d
            parallelism-max = %1$d
          }
          throughput = 256
        }
      }
      """
          .formatted(Runtime.getRuntime().availableProcessors());

  /** Spawning is for actors only, so the guardian does what it is told. */
  private final ActorSystem<Consumer<Spawner>> system =
      ActorSystem.create(
          Behaviors.setup(PekkoActors::guardian),
          "bench",
          ConfigFactory.parseString(TUNED).withFallback(ConfigFactory.load()));

  private static Behavior<Consumer<Spawner>> guardian(ActorContext<Consumer<Spawner>> context) {
    var spawner = new InContext(context);
    return behavior(task -> task.accept(spawner));
  }

  private static <M> Behavior<M> behavior(Handler<M> handler) {
    return Behaviors.receiveMessage(message -> {
      handler.receive(message);
      return Behaviors.same();
    });
  }

  @Override
  public <M> Address<M> spawn(String name, int capacity, Handler<M> handler) {
    var address = new CompletableFuture<Address<M>>();
    within(spawner -> address.complete(spawner.spawn(name, capacity, handler)));
    return address.join();
  }

  @Override
  public <M> Address<M> spawn(int capacity, Handler<M> handler) {
    var address = new CompletableFuture<Address<M>>();
    within(spawner -> address.complete(spawner.spawn(capacity, handler)));
    return address.join();
  }

  @Override
  public void within(Consumer<Spawner> task) {
    system.tell(task);
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  private record InContext(ActorContext<?> context) implements Spawner {
    @Override
    public <M> Address<M> spawn(String name, int capacity, Handler<M> handler) {
      return new Ref<>(context.spawn(behavior(handler), name));
    }

    @Override
    public <M> Address<M> spawn(int capacity, Handler<M> handler) {
      return new Ref<>(context.spawnAnonymous(behavior(handler)));
    }
  }

  private record Ref<M>(ActorRef<M> unwrapped) implements Address<M> {
    @Override
    public void tell(M message) {
      unwrapped.tell(message);
    }
  }
}
