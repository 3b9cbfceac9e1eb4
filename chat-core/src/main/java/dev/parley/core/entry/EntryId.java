package dev.parley.core.entry;

/**
 * The identity of one entry, the same everywhere.
 *
 * @param log whose log it stands in
 * @param sequence its place there; at least 1
 */
public record EntryId(LogId log, Sequence sequence) {
  /**
   * Checks the place.
   *
   * @throws IllegalArgumentException if it is {@link Sequence#NONE}
   */
  public EntryId {
    if (sequence.equals(Sequence.NONE)) {
      throw new IllegalArgumentException("an entry's sequence begins at 1");
    }
  }

  @Override
  public String toString() {
    return log + "#" + sequence;
  }
}
