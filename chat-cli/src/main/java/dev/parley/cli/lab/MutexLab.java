package dev.parley.cli.lab;

import dev.parley.core.actor.ActorSystem;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What it costs to let only one in at a time. */
final class MutexLab implements Lab {
  private static final int OPERATIONS = 600_000;
  private static final int[] THREADS = {1, 4};

  @Override
  public String name() {
    return "mutex";
  }

  @Override
  public String lesson() {
    return "a lock lets one in at a time, must be released whatever happens, and has its price";
  }

  @Override
  public void run(Equipment equipment, Notes notes) throws InterruptedException {
    notes.say(
        OPERATIONS
            + " additions by 1 thread and by 4. \"lock\" acquires and releases by hand, \"block\""
            + " holds the lock for the length of a block (try-with-resources), \"message\" tells"
            + " an actor.");
    measure(equipment, notes, Notes.BROKEN, Counter.Broken::new);
    double[] lock = measure(equipment, notes, Notes.LOCK, Counter.Locked::new);
    measure(equipment, notes, "block", Counter.Held::new);
    double[] message;
    try (var system = ActorSystem.builder("mutex").open()) {
      var number = new AtomicInteger();
      message =
          measure(
              equipment,
              notes,
              Notes.MESSAGE,
              () -> new Counter.Told(system, "counter-" + number.incrementAndGet()));
    }
    notes.say(
        "Here the lock did %.1f times what messages did with 1 thread, and %.1f times with %d."
            .formatted(lock[0] / message[0], lock[1] / message[1], THREADS[1]));
    notes.say(
        "Learn: a single short addition is the worst that a message can be used for: handing it"
            + " over is all the work there is. What messages buy is that the work goes on while"
            + " the sender does, that nothing stays locked when an exception comes, and that no"
            + " order of locks can be wrong. Forgetting to release is cured by the block.");
  }

  /** Gives the rate for each number of threads. */
  private static double[] measure(
      Equipment equipment, Notes notes, String form, Supplier<Counter> counters)
      throws InterruptedException {
    RaceLab.add(equipment, counters.get(), 1, OPERATIONS / 10); // to warm up
    var rates = new double[THREADS.length];
    for (int n = 0; n < THREADS.length; n++) {
      int threads = THREADS[n];
      var counter = counters.get();
      double took =
          equipment.millis(() -> RaceLab.add(equipment, counter, threads, OPERATIONS / threads));
      long sum = counter.sum();
      rates[n] = OPERATIONS / took / 1e3;
      notes.figure(form, threads + (threads == 1 ? " thread" : " threads"), rates[n], "M/s");
      notes.count(form, "lost with " + threads, OPERATIONS - sum);
    }
    return rates;
  }
}
