package dev.parley.core.room;

import dev.parley.core.actor.ActorRef;
import dev.parley.core.mailbox.Offer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells every watcher of a room the same events. Each has a bounded mailbox of its own: who is slow
 * misses events, learns how many, and holds up nobody.
 *
 * <p>Anybody may add and end subscriptions; only the room tells.
 */
final class Broadcast {
  // Read for each event, changed when somebody begins or ends to watch, from any thread.
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

  /** Tells an actor every event from now on. */
  Subscription add(ActorRef<RoomEvent> actor) {
    var watcher = new Watcher(actor);
    watchers.add(watcher);
    return () -> {
      watchers.remove(watcher);
      actor.drain();
    };
  }

  void tell(RoomEvent event) {
    for (var watcher : watchers) {
      watcher.tell(event);
    }
  }

  /**
   * Tells those who missed events how many, although nothing may happen any more, and forgets those
   * who are there no more.
   *
   * @return false if somebody has no room even for that
   */
  boolean toldOfGaps() {
    watchers.removeIf(watcher -> watcher.ended);
    boolean all = true;
    for (var watcher : watchers) {
      all &= watcher.toldOfGap();
    }
    return all;
  }

  /** Lets every watcher finish what waits for it, and tells none any more. */
  void close() {
    watchers.forEach(watcher -> watcher.actor.drain());
    watchers.clear();
  }

  /** The room's end of a subscription: what the watcher missed is told to it first. */
  private static final class Watcher {
    private final ActorRef<RoomEvent> actor;
    private long missed;

    /** Whether the watcher is there no more: it left, or its listener failed. */
    private boolean ended;

    Watcher(ActorRef<RoomEvent> actor) {
      this.actor = actor;
    }

    void tell(RoomEvent event) {
      if (!toldOfGap() || !told(event)) {
        missed++;
      }
    }

    /** Whether the watcher has missed nothing that it has not been told of. */
    boolean toldOfGap() {
      if (missed > 0 && told(new RoomEvent.Gap(missed))) {
        missed = 0;
      }
      return missed == 0 || ended;
    }

    private boolean told(RoomEvent event) {
      var offer = actor.tell(event);
      ended = offer instanceof Offer.Closed;
      return offer.accepted();
    }
  }
}
