package dev.parley.core.history;

import dev.parley.core.entry.Entry;
import java.util.ArrayDeque;
import java.util.List;

/** A store that forgets: the newest entries, in memory. Safe for use by many threads. */
public final class MemoryHistory implements HistoryStore {
  // Guarded by a monitor, not owned by an actor: a store answers its reader at once, on any thread.
  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private final int retention;

  /**
   * Makes an empty store.
   *
   * @param retention how many entries it keeps; the oldest go first; at least 1
   * @throws IllegalArgumentException if it should keep less than 1
   */
  public MemoryHistory(int retention) {
    if (retention < 1) {
      throw new IllegalArgumentException("a history keeps at least 1 entry, not " + retention);
    }
    this.retention = retention;
  }

  @Override
  public synchronized void append(List<Entry> added) {
    for (var entry : added) {
      if (entries.size() == retention) {
        entries.removeFirst();
      }
      entries.addLast(entry);
    }
  }

  @Override
  public synchronized List<Entry> recent(int most) {
    return entries.stream().skip(Math.max(0, entries.size() - most)).toList();
  }
}
