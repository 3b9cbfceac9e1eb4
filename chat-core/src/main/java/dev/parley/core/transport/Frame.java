package dev.parley.core.transport;

import dev.parley.core.entry.Entry;
import dev.parley.core.entry.Line;
import dev.parley.core.entry.LogId;
import dev.parley.core.entry.Sequence;
import dev.parley.core.identity.Nick;
import java.util.List;

/** One message between two rooms: what a link carries whole or not at all. */
public sealed interface Frame {
  /**
   * A bare line: all that a text-only link can carry.
   *
   * @param line what was said
   */
  record Said(Line line) implements Frame {}

  /**
   * Consecutive entries of one log.
   *
   * @param entries the entries, in sequence; at least one
   */
  record Entries(List<Entry> entries) implements Frame {
    /**
     * Copies the entries.
     *
     * @throws IllegalArgumentException if there are none
     */
    public Entries {
      if (entries.isEmpty()) {
        throw new IllegalArgumentException("a run of entries is not empty");
      }
      entries = List.copyOf(entries);
    }
  }

  /**
   * The receiver's room has applied a log up to a place, without a gap.
   *
   * @param log which log
   * @param through the last entry applied
   */
  record Seen(LogId log, Sequence through) implements Frame {}

  /**
   * What the sender wants to be called from now on.
   *
   * @param nick the label
   */
  record Presence(Nick nick) implements Frame {}
}
