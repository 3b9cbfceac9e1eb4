package dev.parley.udp.plain;

/** What is put behind each line that is sent; any of them is taken off a line that comes in. */
public enum LineEnd {
  /** A line feed, which programs like {@code nc} need to keep lines apart. */
  LF("\n"),
  /** A carriage return and a line feed. */
  CRLF("\r\n"),
  /** Nothing. */
  NONE("");

  private final String text;

  LineEnd(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
