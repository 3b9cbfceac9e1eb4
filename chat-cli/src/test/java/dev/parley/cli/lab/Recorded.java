package dev.parley.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps what an experiment tells. */
final class Recorded implements Notes {
  final List<String> said = new ArrayList<>();
  private final Map<String, Map<String, Double>> figures = new TreeMap<>();

  /** The program that a child runs when it is to be this one. */
  static final class Program {
    private Program() {}

    /** Takes no port or 0, and what tells it to stay plain and where its files go. */
    public static void main(String[] args) {
      var ports = List.of(args).subList(0, List.of(args).indexOf("--plain"));
      if (!ports.isEmpty() && !ports.equals(List.of("0"))) {
        System.out.println("refused");
        System.exit(2);
      }
    }
  }

  /** Does an experiment, and looks whether it leaves anything behind. */
  static Recorded of(Lab lab) throws InterruptedException {
    var recorded = new Recorded();
    try (var place = new Place()) {
      lab.run(place.equipment(), recorded);
      place.assertNothingIsLeft();
    }
    assertThat(recorded.figures).isNotEmpty();
    return recorded;
  }

  double get(String form, String name) {
    var figure = of(form).get(name);
    if (figure == null) {
      throw new AssertionError("no " + form + "/" + name + " in " + figures);
    }
    return figure;
  }

  Map<String, Double> of(String form) {
    return figures.getOrDefault(form, Map.of());
  }

  Map<String, Map<String, Double>> all() {
    return figures;
  }

  @Override
  public void say(String text) {
    said.add(text);
  }

  @Override
  public void count(String form, String name, long count) {
    figure(form, name, (double) count, "");
  }

  @Override
  public void figure(String form, String name, double value, String unit) {
    var before = figures.computeIfAbsent(form, fresh -> new TreeMap<>()).put(name, value);
    if (before != null) {
      throw new AssertionError("told twice: " + form + "/" + name);
    }
  }
}
