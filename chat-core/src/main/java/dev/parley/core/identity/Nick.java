package dev.parley.core.identity;

import java.util.regex.Pattern;

/**
 * What somebody wants to be called: 1 to 32 letters, digits, emoji, dots, hyphens, apostrophes and
 * underscores. A label that anybody may choose: only a {@link PeerId} says who it is.
 *
 * @param text the label
 */
public record Nick(String text) {
  /** The longest label, in characters: {@value}. */
  public static final int MOST = 32;

  private static final Pattern SHAPE =
      Pattern.compile("[\\p{L}\\p{N}\\p{So}_][\\p{L}\\p{M}\\p{N}\\p{So}_.'-]*");

  /**
   * Checks the label.
   *
   * @throws IllegalArgumentException if it is empty, too long, or has other characters
   */
  public Nick {
    int length = text.codePointCount(0, text.length());
    if (length < 1 || length > MOST || !SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "not a nick (1 to " + MOST + " letters, digits, emoji or . - ' _): " + text);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
