package dev.parley.integration.bench;

import dev.parley.core.actor.ActorRef;
import dev.parley.core.actor.ActorSpec;
import dev.parley.core.actor.ActorSystem;
import dev.parley.core.mailbox.Overflow;
import java.time.Duration;
import java.util.function.Consumer;

/** Parley as its defaults make it. */
final class ParleyActors implements Actors {
  private static final Overflow BLOCK = new Overflow.Block(Duration.ofMinutes(1));

  private final ActorSystem system = ActorSystem.builder("bench").open();
  private final Address<Consumer<Spawner>> root =
      spawn("root", CAPACITY, task -> task.accept(this));

  @Override
  public <M> Address<M> spawn(String name, int capacity, Handler<M> handler) {
    return new Ref<>(system.spawn(name, spec(capacity, handler)));
  }

  @Override
  public <M> Address<M> spawn(int capacity, Handler<M> handler) {
    return new Ref<>(system.spawn(spec(capacity, handler)));
  }

  private static <M> ActorSpec<M> spec(int capacity, Handler<M> handler) {
    return ActorSpec.<M>of(() -> (message, context) -> handler.receive(message))
        .mailbox(capacity, BLOCK);
  }

  @Override
  public void within(Consumer<Spawner> task) {
    root.tell(task);
  }

  @Override
  public void close() {
    system.close(Duration.ofMinutes(1));
  }

  private record Ref<M>(ActorRef<M> unwrapped) implements Address<M> {
    @Override
    public void tell(M message) {
      var offer = unwrapped.tell(message);
      if (!offer.accepted()) {
        throw new IllegalStateException(unwrapped + " refused a message: " + offer);
      }
    }
  }
}
