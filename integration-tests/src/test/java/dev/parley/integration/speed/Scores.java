package dev.parley.integration.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** All figures of all passes. */
final class Scores {
  private final List<Pass> passes = new ArrayList<>();

  /**
   * What one contestant said in one pass.
   *
   * @param number from 1
   * @param contestant its name
   * @param figures by name
   */
  record Pass(int number, String contestant, SortedMap<String, List<Double>> figures) {}

  /**
   * Which figure.
   *
   * @param contestant who said it
   * @param figure its name
   */
  record Key(String contestant, String figure) {}

  /**
   * All values of one figure.
   *
   * @param median the middle one, or the mean of the middle two
   */
  record Summary(double median, double min, double max) {}

  void add(Pass pass) {
    passes.add(pass);
  }

  List<Pass> passes() {
    return List.copyOf(passes);
  }

  Optional<Summary> of(Key key) {
    var sorted =
        passes.stream()
            .filter(pass -> pass.contestant().equals(key.contestant()))
            .flatMap(pass -> pass.figures().getOrDefault(key.figure(), List.of()).stream())
            .sorted()
            .toList();
    if (sorted.isEmpty()) {
      return Optional.empty();
    }
    int count = sorted.size();
    double median = (sorted.get((count - 1) / 2) + sorted.get(count / 2)) / 2;
    return Optional.of(new Summary(median, sorted.getFirst(), sorted.getLast()));
  }
}
