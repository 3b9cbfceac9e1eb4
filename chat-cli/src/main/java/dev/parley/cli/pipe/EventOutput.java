package dev.parley.cli.pipe;

import dev.parley.core.room.RoomEvent;
import java.io.IOException;

/** A form in which events go to standard output. */
interface EventOutput {
  /** Writes an event, if this form shows such events. */
  void write(RoomEvent event) throws IOException;

  /** Lets the reader see what was written. */
  void flush() throws IOException;
}
