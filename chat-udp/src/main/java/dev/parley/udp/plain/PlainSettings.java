package dev.parley.udp.plain;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How the plain wire behaves.
 *
 * @param charset in what character set texts travel; one that can encode
 * @param lineEnd what is put behind each line
 * @param rate how many lines a second go to each peer at the most, or 0 for no limit
 * @param adoptFirst whether the first stranger to write becomes the partner, as long as there is
 *     none
 */
public record PlainSettings(Charset charset, LineEnd lineEnd, int rate, boolean adoptFirst) {
  /** The rate unless the user chooses another: {@value} lines a second. */
  public static final int DEFAULT_RATE = 4000;

  /** The highest rate that can be asked for: {@value} lines a second. */
  public static final int MAX_RATE = 1_000_000;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if the character set cannot encode, or the rate is not 0 to
   *     {@value #MAX_RATE}
   */
  public PlainSettings {
    if (!charset.canEncode()) {
      throw new IllegalArgumentException(charset + " can only be read, not written");
    }
    if (rate < 0 || rate > MAX_RATE) {
      throw new IllegalArgumentException("a rate is from 0 to " + MAX_RATE + ", not " + rate);
    }
  }

  /** UTF-8, a line feed behind each line, the default rate, and the first to write is adopted. */
  public PlainSettings() {
    this(StandardCharsets.UTF_8, LineEnd.LF, DEFAULT_RATE, true);
  }
}
