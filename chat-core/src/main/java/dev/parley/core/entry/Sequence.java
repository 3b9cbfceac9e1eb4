package dev.parley.core.entry;

/**
 * The place of an entry in its author's log.
 *
 * @param value 1 for the first entry, or 0 for the place before it
 */
public record Sequence(long value) implements Comparable<Sequence> {
  /** The place before the first entry: where an empty log ends. */
  public static final Sequence NONE = new Sequence(0);

  /**
   * Checks the place.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Sequence {
    if (value < 0) {
      throw new IllegalArgumentException("a sequence is not negative: " + value);
    }
  }

  /**
   * The place after this one.
   *
   * @return the next sequence
   */
  public Sequence next() {
    return plus(1);
  }

  /**
   * A later place.
   *
   * @param places how much later; not negative
   * @return the sequence
   */
  public Sequence plus(long places) {
    return new Sequence(Math.addExact(value, places));
  }

  @Override
  public int compareTo(Sequence other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
