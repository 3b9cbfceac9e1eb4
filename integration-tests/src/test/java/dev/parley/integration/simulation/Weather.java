package dev.parley.integration.simulation;

import java.time.Duration;

/**
 * How bad a network is.
 *
 * @param loss how many datagrams are lost, 0 to 1
 * @param doubled how many come twice, 0 to 1
 * @param replayed how many bring an old one along, 0 to 1
 * @param delay how long most take at the longest
 * @param lateness how many take much longer, 0 to 1
 * @param latest how long those take at the longest
 */
record Weather(
    double loss,
    double doubled,
    double replayed,
    Duration delay,
    double lateness,
    Duration latest) {
  static final Weather FINE = new Weather(0, 0, 0, Duration.ofMillis(2), 0, Duration.ZERO);

  static Weather of(Chance chance) {
    return new Weather(
        chance.happens(0.2) ? 0 : chance.upTo(0.3),
        chance.happens(0.4) ? 0 : chance.upTo(0.5),
        chance.happens(0.6) ? 0 : chance.upTo(0.5),
        Duration.ofNanos(chance.between(100_000, 50_000_000)),
        chance.happens(0.5) ? 0 : chance.upTo(0.1),
        Duration.ofMillis(chance.between(50, 2000)));
  }
}
