package dev.parley.cli.text;

import java.util.HexFormat;

/**
 * Makes text from others harmless on a terminal: what would move the cursor, change colours, turn
 * the direction of writing, or hide, is written out instead of executed.
 */
public final class HarmlessText {
  /** What stands at the beginning of each further row of one message. */
  public static final String CONTINUATION = "| ";

  private static final HexFormat HEX = HexFormat.of();
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private HarmlessText() {}

  /**
   * The text with its inner line ends kept, each followed by the {@link #CONTINUATION} mark, so
   * that no row of it can pass for somebody else's message.
   *
   * @param text any text
   * @return rows that are safe to show
   */
  public static String of(String text) {
    var shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      boolean crLf = point == '\r' && i < text.length() && text.charAt(i) == '\n';
      if (point == '\n') {
        shown.append('\n').append(CONTINUATION);
      } else if (!crLf) { // of a carriage return before a line feed, the line feed speaks for both
        append(shown, point);
      }
    }
    return shown.toString();
  }

  private static void append(StringBuilder shown, int point) {
    if (point == '\t') {
      shown.append("    ");
    } else if (!harmful(point)) {
      shown.appendCodePoint(point);
    } else if (point <= 0xff) {
      shown.append("\\x").append(HEX.toHexDigits((byte) point));
    } else {
      shown.append("\\u{").append(Integer.toHexString(point)).append('}');
    }
  }

  private static boolean harmful(int point) {
    return hides(point) || acts(point);
  }

  /** Characters that are letters or marks by their type, and yet show nothing. */
  private static boolean hides(int point) {
    return switch (point) {
      case 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x3164, 0xffa0 -> true;
      default -> point >= 0xe0100 && point <= 0xe01ef; // variation selectors that no font needs
    };
  }

  private static boolean acts(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          true;
      // Joiners belong to the spelling of some languages and to many emoji.
      case Character.FORMAT -> point != ZERO_WIDTH_NON_JOINER && point != ZERO_WIDTH_JOINER;
      default -> false;
    };
  }
}
