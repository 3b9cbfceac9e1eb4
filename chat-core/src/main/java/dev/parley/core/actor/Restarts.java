package dev.parley.core.actor;

import java.time.Duration;
import java.util.ArrayDeque;

/** An actor's restarts within the period that slides. */
final class Restarts {
  private final ArrayDeque<Long> times = new ArrayDeque<>();

  /** Counts one more restart, unless there were too many in the period. */
  boolean allow(Directive.Restart directive, long now) {
    long period = directive.period().toNanos();
    while (!times.isEmpty() && now - times.getFirst() >= period) {
      times.removeFirst();
    }
    if (times.size() >= directive.atMost()) {
      return false;
    }
    times.addLast(now);
    return true;
  }

  int inPeriod() {
    return times.size();
  }

  /** How long to wait before the restart counted last: twice as long for each in the period. */
  Duration backoff(Directive.Restart directive) {
    var wait = directive.backoff();
    for (int n = 1; n < times.size() && wait.compareTo(directive.longest()) < 0; n++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(directive.longest()) > 0 ? directive.longest() : wait;
  }
}
