package dev.parley.core.room;

import dev.parley.core.entry.LogId;
import dev.parley.core.entry.RoomName;
import dev.parley.core.transport.Capabilities;
import java.time.Duration;

/**
 * What a room is from the start.
 *
 * @param name its name
 * @param self the log that our own lines go to
 * @param links what the transport promises of the links
 * @param window how many of our own entries it keeps for links that do not have them yet; at least
 *     1
 */
public record RoomSettings(RoomName name, LogId self, Capabilities links, int window) {
  /** The window of a room unless its owner chooses another: {@value} entries. */
  public static final int DEFAULT_WINDOW = 1024;

  /** How long a link may hold the window without progress before it loses the right to. */
  static final Duration LAGGING_AFTER = Duration.ofSeconds(5);

  /** How many logs of other authors a room follows. */
  static final int MAX_LOGS = 1024;

  /** How many frames or entries one send may carry. */
  static final int SEND_BATCH = 64;

  /**
   * Checks the window.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public RoomSettings {
    if (window < 1) {
      throw new IllegalArgumentException("a room's window holds at least 1 entry, not " + window);
    }
  }
}
