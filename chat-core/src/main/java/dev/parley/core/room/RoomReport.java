package dev.parley.core.room;

import dev.parley.core.identity.Nick;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.Origin;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A look into a room at one moment.
 *
 * @param counters what it counted, by name, drops with their reasons
 * @param links the links that are up
 */
public record RoomReport(SortedMap<String, Long> counters, List<LinkReport> links) {
  /** Copies the figures. */
  public RoomReport {
    counters = Collections.unmodifiableSortedMap(new TreeMap<>(counters));
    links = List.copyOf(links);
  }

  /**
   * One link.
   *
   * @param link which one
   * @param who who is at the other end
   * @param nick what he wants to be called, if he has said it
   * @param suspect whether he does not answer
   * @param behind how many of our lines he does not have yet
   */
  public record LinkReport(
      LinkId link, Origin who, Optional<Nick> nick, boolean suspect, long behind) {}
}
