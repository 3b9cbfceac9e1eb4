package dev.parley.cli.compare;

import dev.parley.core.actor.ActorSystem;
import dev.parley.core.history.HistoryStore;
import dev.parley.core.room.Guard;

/** A way to keep a room. */
enum Contestant {
  /** Messages to an actor that owns the room. */
  ACTOR("actor", "messages to an actor that owns the room"),
  /** A lock around the room; watchers are told after it is released, through queues. */
  LOCK("lock", "a lock around the room, watchers told outside it"),
  /** A lock around everything. */
  NAIVE("naive", "a lock around everything, watchers called under it");

  private final String label;
  private final String description;

  Contestant(String label, String description) {
    this.label = label;
    this.description = description;
  }

  String label() {
    return label;
  }

  String description() {
    return description;
  }

  /** Opens a room of a name that is not open yet. */
  Subject open(ActorSystem system, String name, HistoryStore history) {
    return switch (this) {
      case ACTOR -> new GuardedSubject(Guard.ACTOR, system, name, history);
      case LOCK -> new GuardedSubject(Guard.LOCK, system, name, history);
      case NAIVE -> new NaiveSubject(system, name, history);
    };
  }
}
