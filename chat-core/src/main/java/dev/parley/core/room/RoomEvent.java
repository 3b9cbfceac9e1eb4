package dev.parley.core.room;

import dev.parley.core.entry.Line;
import dev.parley.core.identity.Nick;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.Origin;
import java.time.Instant;

/** What a room tells those who watch it. */
public sealed interface RoomEvent {
  /**
   * Somebody said a line: a member, a guest, or we ourselves.
   *
   * @param from who
   * @param line what
   * @param at when: the author's wall clock for an entry, ours for a guest's line
   * @param linked false for a guest with whom we have no link: he cannot hear us
   */
  record Said(Origin from, Line line, Instant at, boolean linked) implements RoomEvent {}

  /**
   * A link came up.
   *
   * @param link which one
   * @param who who is there now
   */
  record Joined(LinkId link, Origin who) implements RoomEvent {}

  /**
   * Somebody who is linked says what to call him.
   *
   * @param link over which link
   * @param who who it is
   * @param nick the label, which anybody may choose
   */
  record Named(LinkId link, Origin who, Nick nick) implements RoomEvent {}

  /**
   * Somebody does not answer any more; he may be gone.
   *
   * @param link over which link
   * @param who who it is
   */
  record Suspected(LinkId link, Origin who) implements RoomEvent {}

  /**
   * Somebody who did not answer does so again.
   *
   * @param link over which link
   * @param who who it is
   */
  record Recovered(LinkId link, Origin who) implements RoomEvent {}

  /**
   * A link ended.
   *
   * @param link which one
   * @param who who was there
   * @param reason why, for people
   */
  record Left(LinkId link, Origin who, String reason) implements RoomEvent {}

  /**
   * Accepted lines did not reach somebody.
   *
   * @param who whom they did not reach
   * @param lines how many; at least 1
   * @param reason why, for people
   */
  record Undelivered(Origin who, long lines, String reason) implements RoomEvent {}

  /**
   * Lines of somebody were passed over: they had left his window before we were ready for them, or
   * could not be kept here.
   *
   * @param from whose lines
   * @param lines how many; at least 1
   */
  record Missed(Origin from, long lines) implements RoomEvent {}

  /**
   * The watcher was too slow and missed events.
   *
   * @param missed how many; at least 1
   */
  record Gap(long missed) implements RoomEvent {}
}
