package dev.parley.udp.link;

/**
 * How large datagrams may be: what every path carries, and more once a probe of that size has come
 * through (RFC 8899, in small). Probes that are lost say nothing of congestion.
 */
final class PathSize {
  private static final int[] STEPS = {1400, 1472, 4096, 8192};
  private static final int TRIES = 3;
  private static final int BLACK_HOLE = 3;

  private final int smallest;
  private final int largest;
  private int proved;
  private int step;
  private int tries;
  private boolean underWay;

  PathSize(int smallest, int largest) {
    this.smallest = smallest;
    this.largest = largest;
    this.proved = smallest;
  }

  /** The size that may be used now. */
  int proved() {
    return proved;
  }

  /** The next size to try, or 0 if none is to be tried now. */
  int probe() {
    while (step < STEPS.length && STEPS[step] <= proved) {
      step++;
    }
    return underWay || step >= STEPS.length || STEPS[step] > largest ? 0 : STEPS[step];
  }

  void sent() {
    underWay = true;
  }

  void acknowledged(int size) {
    underWay = false;
    proved = Math.max(proved, size);
    tries = 0;
  }

  void lost() {
    underWay = false;
    tries++;
    if (tries >= TRIES) {
      step = STEPS.length; // as large as this, no more
    }
  }

  /** So many probes of the path went unanswered: what was proved may not hold any more. */
  void unanswered(int probes) {
    if (probes >= BLACK_HOLE && proved > smallest) {
      proved = smallest;
      step = 0;
      tries = 0;
    }
  }
}
