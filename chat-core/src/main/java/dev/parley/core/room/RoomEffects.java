package dev.parley.core.room;

import dev.parley.core.actor.Actor;
import dev.parley.core.actor.ActorContext;
import dev.parley.core.actor.ActorSpec;
import dev.parley.core.actor.ActorSystem;
import dev.parley.core.entry.Entry;
import dev.parley.core.history.HistoryStore;
import dev.parley.core.mailbox.Overflow;
import dev.parley.core.time.Time;
import dev.parley.core.time.Timers;
import dev.parley.core.transport.Frame;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.SendResult;
import dev.parley.core.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what a room decided, in the order in which it decided it, the same for both guards.
 * The guard sees to it that {@link #carryOut} runs on one thread at a time, and never under a lock.
 */
final class RoomEffects {
  private static final Logger log = LoggerFactory.getLogger(RoomEffects.class);

  /** How soon a watcher that missed events is tried again. */
  private static final Duration GAP_RETRY = Duration.ofMillis(10);

  private final ActorSystem system;
  private final Transport transport;
  private final HistoryStore history;

  private final Broadcast watchers = new Broadcast();
  private final AtomicBoolean gapRetry = new AtomicBoolean();
  private Timers.@Nullable Timer timer;

  RoomEffects(ActorSystem system, Transport transport, HistoryStore history) {
    this.system = system;
    this.transport = transport;
    this.history = history;
  }

  Time time() {
    return system.time();
  }

  /**
   * Carries out effects.
   *
   * @param effects what to do
   * @param room where ticks go, later
   * @return what came of it: further inputs for the state, in order
   */
  List<RoomInput> carryOut(List<RoomEffect> effects, Room room) {
    var answers = new ArrayList<RoomInput>();
    for (var effect : effects) {
      switch (effect) {
        case RoomEffect.Append(var entries) -> answers.add(append(entries));
        case RoomEffect.Send(var link, var frames) -> answers.add(send(link, frames));
        case RoomEffect.Show(var event) -> watchers.tell(event);
        case RoomEffect.Answer<?> answer -> answer.give();
        case RoomEffect.WakeAt(var nanos) -> wakeAt(nanos, room);
        case RoomEffect.RetryGaps retry -> {} // done below, each time
      }
    }
    tellGaps(room);
    return answers;
  }

  /** A watcher that missed events must hear so even if nothing happens any more. */
  private void tellGaps(Room room) {
    if (!watchers.toldOfGaps() && gapRetry.compareAndSet(false, true)) {
      time()
          .schedule(
              GAP_RETRY,
              () -> {
                gapRetry.set(false);
                deliver(new RoomInput.RetryGaps(), room);
              });
    }
  }

  private RoomInput append(List<Entry> entries) {
    try {
      history.append(entries);
      return new RoomInput.Appended();
    } catch (IOException | RuntimeException failure) {
      // A store that breaks its contract must cost its entries, not the room.
      log.error("{} entries were not kept", entries.size(), failure);
      return new RoomInput.AppendFailed(String.valueOf(failure.getMessage()));
    }
  }

  private RoomInput send(LinkId link, List<Frame> frames) {
    int accepted = 0;
    for (var frame : frames) {
      var result = transport.send(link, frame);
      if (result != SendResult.ACCEPTED) {
        return new RoomInput.Sent(link, accepted, result);
      }
      accepted++;
    }
    return new RoomInput.Sent(link, accepted, SendResult.ACCEPTED);
  }

  private void wakeAt(long nanos, Room room) {
    if (timer != null) {
      timer.cancel();
    }
    var delay = Duration.ofNanos(nanos - time().nanoTime());
    timer = time().schedule(delay, () -> deliver(new RoomInput.Tick(), room));
  }

  private void deliver(RoomInput input, Room room) {
    if (!room.offer(input) && !room.closed()) {
      time().schedule(Duration.ofMillis(1), () -> deliver(input, room));
    }
  }

  Subscription subscribe(String name, RoomListener listener, int capacity) {
    return watchers.add(
        system.spawn(
            name,
            ActorSpec.of(() -> new Watching(listener)).mailbox(capacity, new Overflow.Reject())));
  }

  /**
   * Gives the last answers, tells the last events, lets every watcher finish what waits for it, and
   * none begin.
   */
  void close(List<RoomEffect> last) {
    if (timer != null) {
      timer.cancel();
    }
    for (var effect : last) {
      switch (effect) {
        case RoomEffect.Answer<?> answer -> answer.give();
        case RoomEffect.Show(var event) -> watchers.tell(event);
        case RoomEffect.Append append -> {}
        case RoomEffect.Send send -> {}
        case RoomEffect.WakeAt wake -> {}
        case RoomEffect.RetryGaps retry -> {}
      }
    }
    watchers.close();
  }

  /** A watcher's end of its subscription. */
  private record Watching(RoomListener listener) implements Actor<RoomEvent> {
    @Override
    public void receive(RoomEvent event, ActorContext<RoomEvent> context) {
      listener.on(event);
    }

    @Override
    public void batchEnd(ActorContext<RoomEvent> context) {
      listener.batchEnd();
    }
  }
}
