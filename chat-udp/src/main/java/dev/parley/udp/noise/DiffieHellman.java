package dev.parley.udp.noise;

import dev.parley.core.time.Entropy;

/**
 * Key agreement with keys of 32 bytes. {@link X25519} is the real one; a simulation of many hours
 * may put something cheaper in its place. Safe for use by many threads.
 */
public interface DiffieHellman {
  /** The size of a key and of what two keys agree on, in bytes: {@value}. */
  int BYTES = 32;

  /**
   * The key pair of a secret.
   *
   * @param secret {@value #BYTES} bytes, which are copied
   * @return the pair
   */
  DhKeyPair pair(byte[] secret);

  /**
   * Agrees on a secret.
   *
   * @param own our pair
   * @param open the other's open key, {@value #BYTES} bytes
   * @return {@value #BYTES} bytes
   * @throws NoiseException if the open key is one that agrees on the same with everybody
   */
  byte[] agree(DhKeyPair own, byte[] open) throws NoiseException;

  /**
   * Draws a pair.
   *
   * @param entropy where its secret comes from
   * @return a new pair
   */
  default DhKeyPair generate(Entropy entropy) {
    var secret = new byte[BYTES];
    entropy.fill(secret);
    return pair(secret);
  }
}
