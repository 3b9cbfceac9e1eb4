package dev.parley.core.room;

import dev.parley.core.entry.EntryId;
import dev.parley.core.entry.LogId;
import dev.parley.core.entry.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;

/** How far we are in the logs of others: with what has come in, and with what is stored. */
final class OtherLogs {
  private final int most;
  private final Map<LogId, Follow> logs = new LinkedHashMap<>();

  private record Follow(Sequence stored, Sequence received) {
    static final Follow NOTHING = new Follow(Sequence.NONE, Sequence.NONE);
  }

  /**
   * Follows no log yet.
   *
   * @param most how many logs to follow at the most
   */
  OtherLogs(int most) {
    this.most = most;
  }

  /** What an entry is to us. */
  sealed interface Reception {
    /**
     * It is to be stored.
     *
     * @param missed how many entries before it will not come: links keep order, so they have left
     *     the sender's window
     */
    record Next(long missed) implements Reception {}

    /**
     * It came before.
     *
     * @param stored how far the log is stored; {@link Sequence#NONE} if nothing of it is
     */
    record Duplicate(Sequence stored) implements Reception {}

    /** It begins one log too many. */
    record TooMany() implements Reception {}
  }

  /** Takes an entry in. */
  Reception receive(EntryId entry) {
    var log = entry.log();
    var follow = logs.getOrDefault(log, Follow.NOTHING);
    boolean fresh = follow.equals(Follow.NOTHING);
    if (fresh && logs.size() >= most) {
      return new Reception.TooMany();
    }
    long ahead = entry.sequence().value() - follow.received().value();
    if (ahead <= 0) {
      return new Reception.Duplicate(follow.stored());
    }
    logs.put(log, new Follow(follow.stored(), entry.sequence()));
    // The first entry of a log that is new to us may stand anywhere: older ones have left it.
    return new Reception.Next(fresh ? 0 : ahead - 1);
  }

  /** An entry that came in is stored. */
  void stored(EntryId entry) {
    logs.computeIfPresent(
        entry.log(), (log, follow) -> new Follow(entry.sequence(), follow.received()));
  }
}
