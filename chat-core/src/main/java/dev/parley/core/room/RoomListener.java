package dev.parley.core.room;

/** Somebody who watches a room. Its methods are called one at a time, never under a lock. */
@FunctionalInterface
public interface RoomListener {
  /**
   * Something happened.
   *
   * @param event what; events come in the room's order
   */
  void on(RoomEvent event);

  /** No more events wait for the moment: the place to flush output. */
  default void batchEnd() {}
}
