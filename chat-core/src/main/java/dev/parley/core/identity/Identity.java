package dev.parley.core.identity;

import dev.parley.core.time.Entropy;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/**
 * A participant's own keys: an X25519 pair to agree on secrets, an Ed25519 pair to sign. Immutable,
 * and safe for use by many threads.
 */
public final class Identity {
  /** The size of the encoded form in bytes: {@value}. */
  public static final int BYTES = 1 + 2 * PublicIdentity.KEY + PublicIdentity.BYTES;

  private static final byte VERSION = 1;
  private static final int KEY = PublicIdentity.KEY;
  private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

  private final byte[] agreementSecret;
  private final byte[] signingSecret;
  private final PublicIdentity open;

  private Identity(byte[] agreementSecret, byte[] signingSecret, PublicIdentity open) {
    this.agreementSecret = agreementSecret;
    this.signingSecret = signingSecret;
    this.open = open;
  }

  /**
   * Draws a new identity.
   *
   * @param entropy where its secrets come from
   * @return the identity
   */
  public static Identity generate(Entropy entropy) {
    var agreementSecret = new byte[KEY];
    var signingSecret = new byte[KEY];
    entropy.fill(agreementSecret);
    entropy.fill(signingSecret);
    var agreement = (XECPublicKey) pair("X25519", agreementSecret).getPublic();
    var signing = (EdECPublicKey) pair("Ed25519", signingSecret).getPublic();
    var keys = ByteBuffer.allocate(PublicIdentity.BYTES);
    keys.put(littleEndian(agreement.getU()));
    var point = littleEndian(signing.getPoint().getY());
    point[KEY - 1] |= (byte) (signing.getPoint().isXOdd() ? 0x80 : 0);
    keys.put(point);
    return new Identity(agreementSecret, signingSecret, PublicIdentity.of(keys.array()));
  }

  /** The pair of a secret: what the generator makes when it draws just that. */
  private static KeyPair pair(String algorithm, byte[] secret) {
    try {
      var generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(new NamedParameterSpec(algorithm), new Drawn(secret));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no " + algorithm, missing);
    }
  }

  /** Randomness that was drawn before. */
  private static final class Drawn extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final byte[] drawn;

    Drawn(byte[] drawn) {
      super(null, null);
      this.drawn = drawn;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != drawn.length) {
        throw new IllegalStateException("a secret of " + bytes.length + " bytes");
      }
      System.arraycopy(drawn, 0, bytes, 0, bytes.length);
    }
  }

  private static byte[] littleEndian(BigInteger number) {
    var big = number.toByteArray();
    var little = new byte[KEY];
    for (int n = 0; n < Math.min(KEY, big.length); n++) {
      little[n] = big[big.length - 1 - n];
    }
    return little;
  }

  /**
   * Reads what {@link #encoded()} wrote.
   *
   * @param bytes the encoded form
   * @return the identity
   * @throws IllegalArgumentException if it is no such form, or the keys do not belong together
   */
  public static Identity decode(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "an identity has " + BYTES + " bytes, not " + bytes.length);
    }
    if (bytes[0] != VERSION) {
      throw new IllegalArgumentException("an identity of version " + bytes[0] + " is unknown here");
    }
    int keys = 1 + 2 * KEY;
    var identity =
        new Identity(
            Arrays.copyOfRange(bytes, 1, 1 + KEY),
            Arrays.copyOfRange(bytes, 1 + KEY, keys),
            PublicIdentity.of(Arrays.copyOfRange(bytes, keys, BYTES)));
    var agreement = (XECPublicKey) pair("X25519", identity.agreementSecret).getPublic();
    if (!Arrays.equals(littleEndian(agreement.getU()), identity.open.agreement())
        || !identity.open.signed(PROBE, identity.sign(PROBE))) {
      throw new IllegalArgumentException("the keys of an identity do not belong together");
    }
    return identity;
  }

  /**
   * All keys, the secret ones too: for a file that nobody else can read.
   *
   * @return {@value #BYTES} bytes: a version, both secrets, the open keys
   */
  public byte[] encoded() {
    return ByteBuffer.allocate(BYTES)
        .put(VERSION)
        .put(agreementSecret)
        .put(signingSecret)
        .put(open.bytes())
        .array();
  }

  /**
   * What others may know.
   *
   * @return the open keys
   */
  public PublicIdentity open() {
    return open;
  }

  /**
   * Who we are.
   *
   * @return the short form of the open keys
   */
  public PeerId id() {
    return open.id();
  }

  /**
   * The secret to agree on secrets with.
   *
   * @return 32 bytes, a copy
   */
  public byte[] agreementSecret() {
    return agreementSecret.clone();
  }

  /**
   * Signs something.
   *
   * @param message what to sign
   * @return an Ed25519 signature, 64 bytes
   */
  public byte[] sign(byte[] message) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, signingSecret)));
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no Ed25519", missing);
    }
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "identity " + open;
  }
}
