package dev.parley.integration.speed;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * How long a process measures.
 *
 * @param warmUp seconds that do not count
 * @param windows how often it measures for a second after that
 */
record Timing(double warmUp, int windows) {
  private static final long SECOND = 1_000_000_000L;

  /** Reads its own two words. */
  static Timing of(String warmUp, String windows) {
    return new Timing(Double.parseDouble(warmUp), Integer.parseInt(windows));
  }

  List<String> words() {
    return List.of(Double.toString(warmUp), Integer.toString(windows));
  }

  long warmUpMillis() {
    return (long) (1000 * warmUp);
  }

  /** Waits for the first of something, warms up, and says how much there is of it in a second. */
  void rates(String name, LongSupplier count) throws InterruptedException {
    while (count.getAsLong() == 0) {
      Thread.sleep(1);
    }
    Thread.sleep(warmUpMillis());
    for (int n = 0; n < windows; n++) {
      long before = count.getAsLong();
      long begin = System.nanoTime();
      Thread.sleep(1000);
      long after = count.getAsLong();
      Figures.say(name, (after - before) * (double) SECOND / (System.nanoTime() - begin));
    }
  }
}
