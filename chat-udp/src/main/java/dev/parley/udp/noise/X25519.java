package dev.parley.udp.noise;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;

/** Key agreement on Curve25519 (RFC 7748), by the JDK. */
public final class X25519 implements DiffieHellman {
  private static final String NAME = "X25519";

  /** The base point: whoever agrees with it gets his own open key. */
  private static final byte[] BASE = new byte[BYTES];

  static {
    BASE[0] = 9;
  }

  /** Makes one; all are alike. */
  public X25519() {}

  @Override
  public DhKeyPair pair(byte[] secret) {
    try {
      return new DhKeyPair(secret.clone(), agree(secret, BASE));
    } catch (NoiseException impossible) {
      throw new IllegalStateException("the base point is a good key", impossible);
    }
  }

  @Override
  public byte[] agree(DhKeyPair own, byte[] open) throws NoiseException {
    return agree(own.secret(), open);
  }

  private static byte[] agree(byte[] secret, byte[] open) throws NoiseException {
    try {
      var keys = KeyFactory.getInstance(NAME);
      var agreement = KeyAgreement.getInstance(NAME);
      agreement.init(
          keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret)));
      agreement.doPhase(open(keys, open), true);
      return agreement.generateSecret();
    } catch (InvalidKeyException smallOrder) {
      throw new NoiseException("a key of small order");
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no " + NAME, missing);
    }
  }

  /** Little-endian, without the highest bit (RFC 7748 section 5). */
  private static PublicKey open(KeyFactory keys, byte[] open) throws GeneralSecurityException {
    var number = new byte[BYTES];
    for (int n = 0; n < BYTES; n++) {
      number[n] = open[BYTES - 1 - n];
    }
    number[0] &= 0x7f;
    return keys.generatePublic(
        new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, number)));
  }
}
