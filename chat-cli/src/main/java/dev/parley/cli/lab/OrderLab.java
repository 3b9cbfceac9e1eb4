package dev.parley.cli.lab;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** In which order three threads get to speak, in a thousand runs. */
final class OrderLab implements Lab {
  private static final int RUNS = 1000;
  private static final int THREADS = 3;
  private static final int BAR = 40;

  @Override
  public String name() {
    return "order";
  }

  @Override
  public String lesson() {
    return "the order in which threads run is not fixed";
  }

  @Override
  public void run(Equipment equipment, Notes notes) throws InterruptedException {
    notes.say(
        THREADS
            + " threads are started in the order 1 2 3, "
            + RUNS
            + " times; each says its number.");
    var free = new TreeMap<String, Integer>();
    var joined = new TreeMap<String, Integer>();
    for (int n = 0; n < RUNS; n++) {
      free.merge(order(equipment, false), 1, Integer::sum);
      joined.merge(order(equipment, true), 1, Integer::sum);
    }
    free.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(each -> notes.say(bar(each.getKey(), each.getValue())));
    free.forEach((order, count) -> notes.count("free", "order " + order, count));
    joined.forEach((order, count) -> notes.count("each joined", "order " + order, count));
    notes.count("free", "different orders", free.size());
    notes.count("each joined", "different orders", joined.size());
    notes.say(
        "Learn: a start says only that a thread may run from now on. Whoever needs an order makes"
            + " one: by waiting for a thread before the next is started, or by messages to one"
            + " place that puts them in order.");
  }

  private static String bar(String order, int count) {
    return "  " + order + "  " + "#".repeat(Math.max(1, count * BAR / RUNS)) + " " + count;
  }

  private static String order(Equipment equipment, boolean oneByOne) throws InterruptedException {
    var said = new ConcurrentLinkedQueue<Integer>();
    var threads = new Thread[THREADS];
    for (int n = 0; n < THREADS; n++) {
      int number = n + 1;
      threads[n] =
          equipment.threads().platform("speaker-" + number).newThread(() -> said.add(number));
      threads[n].start();
      if (oneByOne) {
        threads[n].join();
      }
    }
    for (var thread : threads) {
      thread.join();
    }
    return said.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
