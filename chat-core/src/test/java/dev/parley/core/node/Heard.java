package dev.parley.core.node;

import dev.parley.core.room.RoomEvent;
import dev.parley.core.room.RoomListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A subscriber that remembers. */
final class Heard implements RoomListener {
  private final List<RoomEvent> events = new CopyOnWriteArrayList<>();

  @Override
  public void on(RoomEvent event) {
    events.add(event);
  }

  List<RoomEvent> events() {
    return events;
  }

  <T extends RoomEvent> List<T> all(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  List<String> texts() {
    return all(RoomEvent.Said.class).stream().map(said -> said.line().text()).toList();
  }
}
