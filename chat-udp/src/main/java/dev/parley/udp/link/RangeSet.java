package dev.parley.udp.link;

import java.util.Arrays;

/**
 * Numbers as disjoint ranges, in order; neighbours are merged. Ends are exclusive. Meant for few
 * ranges: everything but a look at the first or last takes time in proportion to their number.
 */
final class RangeSet {
  private static final long[] NONE = {};

  /** Starts and ends in turn, ascending. */
  private long[] bounds = NONE;

  private int used;

  boolean isEmpty() {
    return used == 0;
  }

  /** How many ranges there are. */
  int ranges() {
    return used / 2;
  }

  long start(int range) {
    return bounds[2 * range];
  }

  long end(int range) {
    return bounds[2 * range + 1];
  }

  /** The start of the first range. Not for an empty set. */
  long first() {
    return bounds[0];
  }

  /** The end of the last range. Not for an empty set. */
  long last() {
    return bounds[used - 1];
  }

  boolean contains(long number) {
    for (int n = used - 2; n >= 0; n -= 2) {
      if (number >= bounds[n]) {
        return number < bounds[n + 1];
      }
    }
    return false;
  }

  /** Adds a range; an empty one changes nothing. */
  void add(long start, long end) {
    if (start >= end) {
      return;
    }
    if (used > 0 && start == bounds[used - 1]) { // the usual case: what follows the last
      bounds[used - 1] = end;
      return;
    }
    int from = 0;
    while (from < used && bounds[from + 1] < start) {
      from += 2;
    }
    int to = from;
    long first = start;
    long last = end;
    while (to < used && bounds[to] <= end) {
      first = Math.min(first, bounds[to]);
      last = Math.max(last, bounds[to + 1]);
      to += 2;
    }
    replace(from, to, first, last);
  }

  private void replace(int from, int to, long start, long end) {
    int length = used - (to - from) + 2;
    if (length > bounds.length) {
      bounds = Arrays.copyOf(bounds, Math.max(8, 2 * length));
    }
    System.arraycopy(bounds, to, bounds, from + 2, used - to);
    bounds[from] = start;
    bounds[from + 1] = end;
    used = length;
  }

  /** Takes a range out; what is not there is no matter. */
  void remove(long start, long end) {
    if (start >= end || used == 0 || start >= last() || end <= first()) {
      return;
    }
    var before = bounds.clone();
    int count = used;
    clear();
    for (int n = 0; n < count; n += 2) {
      add(before[n], Math.min(before[n + 1], start));
      add(Math.max(before[n], end), before[n + 1]);
    }
  }

  void removeFirst() {
    System.arraycopy(bounds, 2, bounds, 0, used - 2);
    used -= 2;
  }

  void clear() {
    used = 0;
  }
}
