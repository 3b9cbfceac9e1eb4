package dev.parley.core.room;

import dev.parley.core.transport.Origin;
import java.util.List;

/**
 * How far the lines that were accepted before a flush have come.
 *
 * @param behind who does not have them all; empty when all is done
 */
public record FlushResult(List<Origin> behind) {
  /** Copies the list. */
  public FlushResult {
    behind = List.copyOf(behind);
  }

  /**
   * Whether every link has every line: confirmed where links have receipts, handed to the transport
   * where not.
   *
   * @return true if nobody is behind
   */
  public boolean complete() {
    return behind.isEmpty();
  }
}
