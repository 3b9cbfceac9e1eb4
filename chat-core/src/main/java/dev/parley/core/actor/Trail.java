package dev.parley.core.actor;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The chain of messages that led to one: the message itself first, then its cause, and so on until
 * something came from outside the system, or {@value #LONGEST} links are named.
 *
 * @param links the messages, each caused by the next in the list
 */
public record Trail(List<Link> links) {
  /** How many links a trail names at the most: {@value}. */
  public static final int LONGEST = 64;

  /** How many links a trail names at the least, if there were that many: {@value}. */
  public static final int SURE = 16;

  /**
   * A message that was handled.
   *
   * @param actor the path of the actor that handled it
   * @param number which of that actor's messages it was, from 1; together with the path this is the
   *     message's id
   * @param type the simple name of the message's class
   */
  public record Link(String actor, long number, String type) {
    /** The link as text, such as {@code Get to counter#12}. */
    @Override
    public String toString() {
      return type + " to " + actor + "#" + number;
    }
  }

  /** Copies the links. */
  public Trail {
    links = List.copyOf(links);
  }

  /** The chain as text, such as {@code Get to counter#12, caused by Tick to clock#3}. */
  @Override
  public String toString() {
    return links.stream().map(Link::toString).collect(Collectors.joining(", caused by "));
  }
}
