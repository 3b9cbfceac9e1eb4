package dev.parley.udp.noise;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A key pair for key agreement. Its arrays are its own: nobody changes them.
 *
 * @param secret 32 bytes
 * @param open 32 bytes, which others may know
 */
@SuppressWarnings("ArrayRecordComponent") // compared and printed below
public record DhKeyPair(byte[] secret, byte[] open) {
  @Override
  public boolean equals(Object other) {
    return other instanceof DhKeyPair(var otherSecret, var otherOpen)
        && Arrays.equals(secret, otherSecret)
        && Arrays.equals(open, otherOpen);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(open);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "key pair " + HexFormat.of().formatHex(open);
  }
}
