package dev.parley.cli.lab;

import dev.parley.core.actor.Threads;
import dev.parley.core.time.SystemTime;
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

    /** Takes a port from 0 to 65535 or none, and --plain. */
    public static void main(String[] args) {
      boolean port = args.length == 1 || (args.length == 2 && args[0].equals("0"));
      if (!port) {
        System.out.println("refused");
        System.exit(2);
      }
    }
  }

  /** Does an experiment, and looks whether it leaves threads behind. */
  static Recorded of(Lab lab) throws InterruptedException {
    var recorded = new Recorded();
    var threads = new Threads();
    try (var time = new SystemTime(threads.platform("lab-timer"))) {
      lab.run(new Equipment(threads, time, Program.class), recorded);
      LabsTest.assertOnlyTheTimerIsAlive(threads);
    }
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
