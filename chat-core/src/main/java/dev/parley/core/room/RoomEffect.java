package dev.parley.core.room;

import dev.parley.core.entry.Entry;
import dev.parley.core.transport.Frame;
import dev.parley.core.transport.LinkId;
import java.util.List;
import java.util.function.Consumer;

/** Everything that a room can want done. */
sealed interface RoomEffect {
  /** Keep these entries, then answer {@link RoomInput.Appended} or that it failed. */
  record Append(List<Entry> entries) implements RoomEffect {}

  /** Send these frames until one is not accepted, then answer {@link RoomInput.Sent}. */
  record Send(LinkId link, List<Frame> frames) implements RoomEffect {}

  /** Tell those who watch. */
  record Show(RoomEvent event) implements RoomEffect {}

  /** Give an answer to whoever waits for it. */
  record Answer<T>(Consumer<T> to, T answer) implements RoomEffect {
    void give() {
      to.accept(answer);
    }
  }

  /** Try again to tell those who missed events that they did. */
  record RetryGaps() implements RoomEffect {}

  /** Let a {@link RoomInput.Tick} come at this moment of the clock. */
  record WakeAt(long nanos) implements RoomEffect {}
}
