package dev.parley.core.identity;

import dev.parley.core.time.Entropy;
import java.util.HexFormat;

/**
 * The identity of one participant: 32 bytes, written as 64 lower-case hexadecimal digits.
 *
 * @param hex the digits
 */
public record PeerId(String hex) implements Comparable<PeerId> {
  /** The size of an identity in bytes: {@value}. */
  public static final int BYTES = 32;

  /**
   * Checks the digits.
   *
   * @throws IllegalArgumentException if there are not 64 of them, or one is no lower-case
   *     hexadecimal digit
   */
  public PeerId {
    if (hex.length() != 2 * BYTES || !hex.chars().allMatch(PeerId::isDigit)) {
      throw new IllegalArgumentException("not 64 lower-case hexadecimal digits: " + hex);
    }
  }

  private static boolean isDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  /**
   * An identity for one run, for transports that authenticate nobody.
   *
   * @param entropy where its bytes come from
   * @return a new identity
   */
  public static PeerId random(Entropy entropy) {
    var bytes = new byte[BYTES];
    entropy.fill(bytes);
    return new PeerId(HexFormat.of().formatHex(bytes));
  }

  @Override
  public int compareTo(PeerId other) {
    return hex.compareTo(other.hex);
  }

  /**
   * The first eight digits: enough to tell people apart on a screen, not enough to trust.
   *
   * @return the abbreviation
   */
  @Override
  public String toString() {
    return hex.substring(0, 8);
  }
}
