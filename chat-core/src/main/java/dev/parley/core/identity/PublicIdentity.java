package dev.parley.core.identity;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What everybody may know of a participant: one key to agree on secrets with him, one to check his
 * signatures. Immutable.
 */
public final class PublicIdentity {
  /** The size of a key in bytes: {@value}. */
  public static final int KEY = 32;

  /** The size of both keys together in bytes: {@value}. */
  public static final int BYTES = 2 * KEY;

  private static final byte[] DOMAIN = "parley-id-1".getBytes(StandardCharsets.US_ASCII);

  private final byte[] keys;

  private PublicIdentity(byte[] keys) {
    this.keys = keys;
  }

  /**
   * The identity with these keys. Whether they are any good shows when they are used.
   *
   * @param bytes an X25519 key (RFC 7748) and behind it an Ed25519 key (RFC 8032), {@value #KEY}
   *     bytes each
   * @return the identity
   * @throws IllegalArgumentException if there are not {@value #BYTES} bytes
   */
  public static PublicIdentity of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "a public identity has " + BYTES + " bytes, not " + bytes.length);
    }
    return new PublicIdentity(bytes.clone());
  }

  /**
   * Both keys.
   *
   * @return {@value #BYTES} bytes, as {@link #of} takes them
   */
  public byte[] bytes() {
    return keys.clone();
  }

  /**
   * The key to agree on secrets with.
   *
   * @return {@value #KEY} bytes
   */
  public byte[] agreement() {
    return Arrays.copyOf(keys, KEY);
  }

  /**
   * Who this is: SHA-256 of {@code "parley-id-1"} and both keys.
   *
   * @return the identity's short form
   */
  public PeerId id() {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      hash.update(DOMAIN);
      return new PeerId(HexFormat.of().formatHex(hash.digest(keys)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }

  /**
   * Whether this participant signed something.
   *
   * @param message what was signed
   * @param signature the signature; of any length
   * @return true if it is his, false if it is not or is none at all
   */
  public boolean signed(byte[] message, byte[] signature) {
    try {
      var check = Signature.getInstance("Ed25519");
      check.initVerify(signingKey());
      check.update(message);
      return check.verify(signature);
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException unusable) {
      return false; // a key that is no point of the curve signs nothing
    }
  }

  /** Little-endian, the highest bit is the parity of the other coordinate (RFC 8032 5.1.2). */
  private PublicKey signingKey() throws GeneralSecurityException {
    var number = new byte[KEY];
    for (int n = 0; n < KEY; n++) {
      number[n] = keys[BYTES - 1 - n];
    }
    boolean odd = number[0] < 0;
    number[0] &= 0x7f;
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(
            new EdECPublicKeySpec(
                NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, number))));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicIdentity same && Arrays.equals(keys, same.keys);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(keys);
  }

  @Override
  public String toString() {
    return id().toString();
  }
}
