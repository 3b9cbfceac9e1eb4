package dev.parley.cli.compare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came out of a comparison.
 *
 * @param quick whether it was a rough one
 * @param rounds how many rounds the medians are of
 * @param outcomes one for each scenario
 */
public record Result(boolean quick, int rounds, List<Outcome> outcomes) {

  /**
   * What came out of one scenario.
   *
   * @param scenario which one
   * @param medians for each contestant
   * @param all every round, for each contestant
   */
  record Outcome(
      Scenario scenario, Map<Contestant, Measured> medians, Map<Contestant, List<Measured>> all) {

    static Outcome of(Scenario scenario, Map<Contestant, List<Measured>> all) {
      var medians = new EnumMap<Contestant, Measured>(Contestant.class);
      all.forEach((contestant, runs) -> medians.put(contestant, median(runs)));
      return new Outcome(scenario, medians, all);
    }

    private static Measured median(List<Measured> runs) {
      var figures = new TreeMap<String, Double>();
      for (var name : runs.getFirst().figures().keySet()) {
        figures.put(name, Statistics.median(runs.stream().map(run -> run.get(name)).toList()));
      }
      var fates = new ArrayList<String>();
      for (var run : runs) {
        if (!run.fate().isEmpty() && !fates.contains(run.fate())) {
          fates.add(run.fate());
        }
      }
      return new Measured(String.join(" or ", fates), runs.getFirst().checksum(), figures);
    }

    double get(Contestant contestant, String figure) {
      var measured = medians.get(contestant);
      return measured == null ? Double.NaN : measured.get(figure);
    }

    String fate(Contestant contestant) {
      var measured = medians.get(contestant);
      return measured == null ? "" : measured.fate();
    }
  }
}
