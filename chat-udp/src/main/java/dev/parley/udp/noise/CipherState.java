package dev.parley.udp.noise;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of AES-256-GCM, in one direction. Whoever seals must never use a nonce twice. Not safe for
 * use by many threads.
 */
public final class CipherState {
  /** By how much sealing makes a text longer, in bytes: {@value}. */
  public static final int TAG = 16;

  private static final int KEY = 32;
  private static final int IV = 12;
  private static final long REKEY_NONCE = -1; // 2^64 - 1

  private final Cipher cipher;
  private final byte[] iv = new byte[IV];
  private SecretKeySpec key;

  CipherState(byte[] key) {
    this.key = new SecretKeySpec(key, 0, KEY, "AES");
    try {
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no AES-GCM", missing);
    }
  }

  /**
   * Seals a text.
   *
   * @param nonce never used with this key before
   * @param header is vouched for too, but not hidden; read from its position to its limit, which
   *     stay
   * @param text what is hidden; read to its limit
   * @param out takes the text and {@value #TAG} bytes more
   */
  public void seal(long nonce, ByteBuffer header, ByteBuffer text, ByteBuffer out) {
    try {
      init(Cipher.ENCRYPT_MODE, nonce, header);
      cipher.doFinal(text, out);
    } catch (GeneralSecurityException wrong) {
      throw new IllegalStateException("cannot seal", wrong);
    }
  }

  /**
   * Opens what was sealed.
   *
   * @param nonce the one that it was sealed with
   * @param header the one that it was sealed with
   * @param sealed the text and its tag; read to its limit
   * @param out takes the text
   * @throws NoiseException if anything of it is not as it was sealed
   */
  public void open(long nonce, ByteBuffer header, ByteBuffer sealed, ByteBuffer out)
      throws NoiseException {
    if (sealed.remaining() < TAG) {
      throw new NoiseException("too short to be sealed");
    }
    try {
      init(Cipher.DECRYPT_MODE, nonce, header);
      cipher.doFinal(sealed, out);
    } catch (AEADBadTagException forged) {
      throw new NoiseException("not sealed by this key");
    } catch (GeneralSecurityException wrong) {
      throw new IllegalStateException("cannot open", wrong);
    }
  }

  private void init(int mode, long nonce, ByteBuffer header) throws GeneralSecurityException {
    for (int n = 0; n < Long.BYTES; n++) { // four zero bytes, then big-endian
      iv[IV - 1 - n] = (byte) (nonce >>> (8 * n));
    }
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG, iv));
    cipher.updateAAD(header.duplicate());
  }

  /**
   * The next key (section 4.2 of the framework, REKEY). The counter of nonces goes on.
   *
   * @return a cipher with that key; this one stays as it is
   */
  public CipherState next() {
    var sealed = ByteBuffer.allocate(KEY + TAG);
    seal(REKEY_NONCE, ByteBuffer.allocate(0), ByteBuffer.allocate(KEY), sealed);
    return new CipherState(Arrays.copyOf(sealed.array(), KEY));
  }
}
