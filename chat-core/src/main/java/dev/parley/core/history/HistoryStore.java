package dev.parley.core.history;

import dev.parley.core.entry.Entry;
import java.io.IOException;
import java.util.List;

/**
 * Keeps the entries of a room. A room calls {@link #append} from one thread at a time; anyone may
 * read at any time.
 */
public interface HistoryStore extends AutoCloseable {
  /**
   * Adds entries behind those that are there. When it returns they are as safe as this store makes
   * them; when it throws, none of them is kept.
   *
   * @param entries the entries, in their order
   * @throws IOException if they could not be kept
   */
  void append(List<Entry> entries) throws IOException;

  /**
   * The newest entries.
   *
   * @param most how many at the most; not negative
   * @return the entries, oldest first
   */
  List<Entry> recent(int most);

  /** Lets go of what the store holds open. Idempotent. */
  @Override
  default void close() {}
}
