package dev.parley.udp.noise;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The hash, the chaining key and the key of a handshake under way (section 5.2). */
final class SymmetricState {
  private static final int HASH = 32;

  private final MessageDigest sha256;
  private byte[] hash;
  private byte[] chaining;
  private @Nullable CipherState cipher;
  private long nonce;

  SymmetricState(String protocol) {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
    var name = protocol.getBytes(StandardCharsets.US_ASCII);
    hash = name.length <= HASH ? Arrays.copyOf(name, HASH) : sha256.digest(name);
    chaining = hash;
  }

  void mixHash(byte[] data) {
    sha256.update(hash);
    hash = sha256.digest(data);
  }

  void mixKey(byte[] input) {
    var keys = hkdf(input);
    chaining = keys[0];
    cipher = new CipherState(keys[1]);
    nonce = 0;
  }

  /** HKDF with two outputs (section 4.3). */
  private byte[][] hkdf(byte[] input) {
    var temporary = hmac(chaining, input);
    var first = hmac(temporary, new byte[] {1});
    var second = Arrays.copyOf(first, HASH + 1);
    second[HASH] = 2;
    return new byte[][] {first, hmac(temporary, second)};
  }

  private static byte[] hmac(byte[] key, byte[] data) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(data);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no HMAC-SHA256", missing);
    }
  }

  /** Seals, once there is a key; vouches for the text in any case. */
  byte[] encryptAndHash(byte[] text) {
    var out = text;
    if (cipher != null) {
      var sealed = ByteBuffer.allocate(text.length + CipherState.TAG);
      cipher.seal(nonce++, ByteBuffer.wrap(hash), ByteBuffer.wrap(text), sealed);
      out = sealed.array();
    }
    mixHash(out);
    return out;
  }

  byte[] decryptAndHash(byte[] sealed) throws NoiseException {
    var out = sealed;
    if (cipher != null) {
      if (sealed.length < CipherState.TAG) {
        throw new NoiseException("too short to be sealed");
      }
      var text = ByteBuffer.allocate(sealed.length - CipherState.TAG);
      cipher.open(nonce, ByteBuffer.wrap(hash), ByteBuffer.wrap(sealed), text);
      nonce++;
      out = text.array();
    }
    mixHash(sealed);
    return out;
  }

  boolean hasKey() {
    return cipher != null;
  }

  byte[] hash() {
    return hash.clone();
  }

  /** The keys of the first and the second direction. */
  CipherState[] split() {
    var keys = hkdf(new byte[0]);
    return new CipherState[] {new CipherState(keys[0]), new CipherState(keys[1])};
  }
}
