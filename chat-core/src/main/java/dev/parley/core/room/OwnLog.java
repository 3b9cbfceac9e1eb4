package dev.parley.core.room;

import dev.parley.core.entry.Entry;
import dev.parley.core.entry.EntryId;
import dev.parley.core.entry.LogId;
import dev.parley.core.entry.Sequence;
import java.util.ArrayDeque;
import java.util.List;

/** The newest entries of our own log: those that a link may still have to be sent. */
final class OwnLog {
  private final LogId id;
  private final int window;
  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private Sequence end = Sequence.NONE;

  OwnLog(LogId id, int window) {
    this.id = id;
    this.window = window;
  }

  LogId id() {
    return id;
  }

  /** The newest entry's place. */
  Sequence end() {
    return end;
  }

  /** The place of the oldest entry that is still here, or the one after the end. */
  Sequence floor() {
    return new Sequence(end.value() - entries.size() + 1);
  }

  /** The identity of an entry that will be appended, after so many others. */
  EntryId upcoming(int others) {
    return new EntryId(id, end.plus(1L + others));
  }

  /** Adds the next entry; the oldest leaves when the window is full. */
  void append(Entry entry) {
    if (!entry.id().equals(upcoming(0))) {
      throw new IllegalArgumentException(entry.id() + " does not follow " + end);
    }
    if (entries.size() == window) {
      entries.removeFirst();
    }
    entries.addLast(entry);
    end = entry.id().sequence();
  }

  /** Entries from a place on, which must not be below the floor. */
  List<Entry> from(Sequence first, int most) {
    return entries.stream().skip(first.value() - floor().value()).limit(most).toList();
  }
}
