package dev.parley.core.time;

/** A source of random numbers. Safe for use by many threads. */
public interface Entropy {
  /**
   * Fills an array with random bytes.
   *
   * @param target the array to overwrite
   */
  void fill(byte[] target);

  /**
   * A random number.
   *
   * @return 64 random bits
   */
  long nextLong();
}
