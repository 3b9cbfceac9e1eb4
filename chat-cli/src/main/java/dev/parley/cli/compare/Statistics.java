package dev.parley.cli.compare;

import java.util.List;

/** Figures out of many. */
final class Statistics {
  private Statistics() {}

  /**
   * The value that a share of all do not exceed (nearest rank).
   *
   * @param sorted in ascending order; not empty
   * @param share from above 0 to 1
   */
  static long percentile(long[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }

  /** The middle one, or the mean of the middle two. Not for none. */
  static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    int count = sorted.size();
    return (sorted.get((count - 1) / 2) + sorted.get(count / 2)) / 2;
  }
}
