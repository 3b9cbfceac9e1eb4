package dev.parley.core.entry;

import java.time.Instant;

/**
 * A line that its author said in a room, and its place in his log.
 *
 * @param id which entry it is
 * @param room where it was said
 * @param at when, by the author's wall clock
 * @param text what was said, exactly
 */
public record Entry(EntryId id, RoomName room, Instant at, String text) {}
