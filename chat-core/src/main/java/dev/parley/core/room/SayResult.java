package dev.parley.core.room;

import dev.parley.core.entry.EntryId;

/** What became of a line that somebody wanted to say. */
public sealed interface SayResult {
  /**
   * The room keeps the line and sends it to whoever is linked.
   *
   * @param id which entry it became
   */
  record Accepted(EntryId id) implements SayResult {}

  /**
   * The room does not keep the line.
   *
   * @param reason why
   * @param detail one sentence for people
   */
  record Refused(Reason reason, String detail) implements SayResult {}

  /** Why a line was refused. */
  enum Reason {
    /** Nobody is there, and the transport cannot keep lines for later. */
    NOBODY,
    /** The transport could never carry it: too long, or not in its character set. */
    UNSENDABLE,
    /** The room stayed full until the deadline. */
    TOO_LATE,
    /** Too many others wait to say something. */
    BUSY,
    /** The history could not keep it. */
    NOT_KEPT,
    /** The room is closed. */
    CLOSED,
    /** The room did not answer in time; whether the line will be sent is unknown. */
    NO_ANSWER
  }
}
