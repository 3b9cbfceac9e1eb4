package dev.parley.integration.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/** Every single score, of all passes together. */
final class Scores {
  private final Map<Key, List<Double>> scores = new HashMap<>();

  /**
   * Whose scores they are.
   *
   * @param workload the simple name of its class, and its parameters
   * @param contestant who runs it
   */
  record Key(String workload, String contestant) {}

  /**
   * The scores of one contestant in one workload.
   *
   * @param median the middle one, or the mean of the middle two
   */
  record Summary(double median, double min, double max, int count) {}

  void add(Key key, double score) {
    scores.computeIfAbsent(key, fresh -> new ArrayList<>()).add(score);
  }

  /** Adds the score of each iteration that was not for warming up. */
  void add(Collection<RunResult> results) {
    for (var result : results) {
      var key = key(result.getParams());
      for (var fork : result.getBenchmarkResults()) {
        for (IterationResult iteration : fork.getIterationResults()) {
          add(key, iteration.getPrimaryResult().getScore());
        }
      }
    }
  }

  /** Contestants that have fewer scores than others of their workload: a run of theirs failed. */
  Map<Key, String> incomplete() {
    var incomplete = new TreeMap<Key, String>(Comparator.comparing(Key::toString));
    scores.forEach((key, own) -> {
      int most =
          scores.entrySet().stream()
              .filter(other -> other.getKey().workload().equals(key.workload()))
              .mapToInt(other -> other.getValue().size())
              .max()
              .orElse(0);
      if (own.size() < most) {
        incomplete.put(key, own.size() + " of " + most);
      }
    });
    return incomplete;
  }

  private static Key key(BenchmarkParams params) {
    String method = params.getBenchmark();
    String type = method.substring(0, method.lastIndexOf('.'));
    String workload = type.substring(type.lastIndexOf('.') + 1);
    String contestant = params.getParam(workload.equals("RoomGuard") ? "guard" : "library");
    return new Key(
        params.getParamsKeys().stream()
            .map(params::getParam)
            .filter(value -> !value.equals(contestant))
            .collect(Collectors.joining(" ", workload + " ", ""))
            .strip(),
        contestant);
  }

  Optional<Summary> of(Key key) {
    var sorted = scores.getOrDefault(key, List.of()).stream().sorted().toList();
    if (sorted.isEmpty()) {
      return Optional.empty();
    }
    int count = sorted.size();
    double median = (sorted.get((count - 1) / 2) + sorted.get(count / 2)) / 2;
    return Optional.of(new Summary(median, sorted.getFirst(), sorted.getLast(), count));
  }
}
