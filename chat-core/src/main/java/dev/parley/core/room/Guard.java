package dev.parley.core.room;

import dev.parley.core.actor.ActorSystem;
import dev.parley.core.history.HistoryStore;
import dev.parley.core.transport.Transport;

/** What keeps two threads from changing a room at once. */
public enum Guard {
  /** A mailbox: one actor owns the room, everybody else sends it messages. */
  ACTOR,
  /** A lock: whoever comes changes the room himself, one after the other. */
  LOCK;

  /**
   * Opens a room behind this guard.
   *
   * @param system gives it actors and time
   * @param settings what it is
   * @param transport carries its frames
   * @param history keeps its entries
   * @return the room
   */
  public Room open(
      ActorSystem system, RoomSettings settings, Transport transport, HistoryStore history) {
    var state = new RoomState(settings);
    var effects = new RoomEffects(system, transport, history);
    return switch (this) {
      case ACTOR -> new ActorRoom(system, state, "room-" + settings.name().text(), effects);
      case LOCK -> new LockRoom(state, effects);
    };
  }
}
