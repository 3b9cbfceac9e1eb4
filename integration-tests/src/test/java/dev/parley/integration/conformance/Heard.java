package dev.parley.integration.conformance;

import dev.parley.core.room.RoomEvent;
import dev.parley.core.room.RoomListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a node's subscriber was told. */
final class Heard implements RoomListener {
  private final List<RoomEvent> events = new CopyOnWriteArrayList<>();

  @Override
  public void on(RoomEvent event) {
    events.add(event);
  }

  <E extends RoomEvent> List<E> all(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
