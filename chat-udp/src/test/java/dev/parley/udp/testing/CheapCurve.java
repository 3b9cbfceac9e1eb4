package dev.parley.udp.testing;

import dev.parley.udp.noise.DhKeyPair;
import dev.parley.udp.noise.DiffieHellman;
import dev.parley.udp.noise.NoiseException;

/**
 * Key agreement that protects nothing and takes no time, so that a test can shake hands a million
 * times.
 */
public final class CheapCurve implements DiffieHellman {
  /** Makes one; all are alike. */
  public CheapCurve() {}

  @Override
  public DhKeyPair pair(byte[] secret) {
    var open = secret.clone();
    for (int n = 0; n < open.length; n++) {
      open[n] ^= 0x5a;
    }
    return new DhKeyPair(secret.clone(), open);
  }

  @Override
  public byte[] agree(DhKeyPair own, byte[] open) throws NoiseException {
    var agreed = own.open().clone();
    int any = 0;
    for (int n = 0; n < agreed.length; n++) {
      any |= open[n];
      agreed[n] ^= open[n];
    }
    if (any == 0) {
      throw new NoiseException("a key of small order");
    }
    return agreed;
  }
}
