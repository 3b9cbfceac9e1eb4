package dev.parley.core.entry;

import java.util.regex.Pattern;

/**
 * The name of a room: 1 to 64 lower-case letters, digits, dots, hyphens and underscores, beginning
 * with a letter or digit.
 *
 * @param text the name
 */
public record RoomName(String text) {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  /** The room that everybody enters first. */
  public static final RoomName LOBBY = new RoomName("lobby");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it has another shape
   */
  public RoomName {
    if (!SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "not a room name (1 to 64 of a-z 0-9 . _ -, not beginning with . _ -): " + text);
    }
  }

  @Override
  public String toString() {
    return "#" + text;
  }
}
