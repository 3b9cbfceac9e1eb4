package dev.parley.core.entry;

import java.util.Arrays;

/** What somebody said, as far as it could be read. */
public sealed interface Line {
  /**
   * A text for people; whoever shows it must make it harmless first.
   *
   * @return the text, or what could be read of it
   */
  String text();

  /**
   * A line that was read without loss.
   *
   * @param text the exact text
   */
  record Text(String text) implements Line {}

  /**
   * Bytes that are not wholly text in the expected character set.
   *
   * @param text what could be read, the other bytes written as {@code \xNN}
   * @param bytes the exact bytes, which the record owns: do not change them
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by content, below
  record Undecodable(String text, byte[] bytes) implements Line {
    @Override
    public boolean equals(Object other) {
      return other instanceof Undecodable(String otherText, byte[] otherBytes)
          && text.equals(otherText)
          && Arrays.equals(bytes, otherBytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }
}
