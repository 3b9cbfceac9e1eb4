package dev.parley.core.transport;

/**
 * One link of a transport, from the time it comes up until it goes down. Never used twice.
 *
 * @param value a number, unique within the transport
 */
public record LinkId(long value) implements Comparable<LinkId> {
  @Override
  public int compareTo(LinkId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return "link " + value;
  }
}
