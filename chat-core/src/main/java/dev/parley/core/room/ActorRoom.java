package dev.parley.core.room;

import dev.parley.core.actor.Actor;
import dev.parley.core.actor.ActorContext;
import dev.parley.core.actor.ActorRef;
import dev.parley.core.actor.ActorSpec;
import dev.parley.core.actor.ActorSystem;
import dev.parley.core.mailbox.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A room behind a mailbox: inputs are messages, and an actor puts them through the state. */
final class ActorRoom extends Room {
  private static final Logger log = LoggerFactory.getLogger(ActorRoom.class);
  private static final int CAPACITY = 4096;

  private final ActorRef<RoomInput> actor;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean closed;

  ActorRoom(ActorSystem system, RoomState state, String name, RoomEffects effects) {
    super(effects);
    actor =
        system.spawn(
            name, ActorSpec.of(() -> new Steps(state)).mailbox(CAPACITY, new Overflow.Reject()));
  }

  @Override
  boolean offer(RoomInput input) {
    return actor.tell(input).accepted();
  }

  @Override
  boolean closed() {
    return closed;
  }

  @Override
  public void close(Duration deadline) {
    closed = true;
    actor.drain();
    try {
      if (!ended.await(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
        log.warn("{} is not closed within {}", actor.name(), deadline);
      }
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }

  /** Steps for each message, and carries out once for a batch, so that one append serves many. */
  private final class Steps implements Actor<RoomInput> {
    private final RoomState state;
    private List<RoomEffect> pending = new ArrayList<>();

    Steps(RoomState state) {
      this.state = state;
    }

    @Override
    public void receive(RoomInput input, ActorContext<RoomInput> context) {
      step(input);
    }

    @Override
    public void batchEnd(ActorContext<RoomInput> context) {
      step(RoomInput.BATCH_END);
      while (!pending.isEmpty()) {
        var effects = pending;
        pending = new ArrayList<>();
        effects().carryOut(effects, ActorRoom.this).forEach(this::step);
        step(RoomInput.BATCH_END); // what an answer let in is to be stored too
      }
    }

    private void step(RoomInput input) {
      var time = effects().time();
      pending.addAll(state.step(time.nanoTime(), time.wallTime(), input));
    }

    @Override
    public void stopped() {
      closed = true;
      step(RoomInput.CLOSE);
      effects().close(pending);
      ended.countDown();
    }
  }
}
