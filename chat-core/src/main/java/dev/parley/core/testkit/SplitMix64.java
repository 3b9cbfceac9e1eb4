package dev.parley.core.testkit;

import dev.parley.core.time.Entropy;

/**
 * Random numbers that follow from a seed, by the SplitMix64 generator of Steele, Lea and Flood
 * ("Fast splittable pseudorandom number generators", 2014). Whoever runs in the simulation may use
 * it: only one thread does at a time.
 */
final class SplitMix64 implements Entropy {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  SplitMix64(long seed) {
    state = seed;
  }

  @Override
  public long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  /** A number from zero to below the bound, which is positive and small. */
  int below(int bound) {
    return (int) Long.remainderUnsigned(nextLong(), bound);
  }

  @Override
  public void fill(byte[] target) {
    long bits = 0;
    for (int n = 0; n < target.length; n++) {
      bits = n % Long.BYTES == 0 ? nextLong() : bits >>> Byte.SIZE;
      target[n] = (byte) bits;
    }
  }

  /** Spreads what is in some bits over all 64. */
  static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
