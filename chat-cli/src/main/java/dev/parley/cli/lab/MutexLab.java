package dev.parley.cli.lab;

import dev.parley.core.actor.ActorSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What it costs to let only one in at a time. */
final class MutexLab implements Lab {
  private static final int OPERATIONS = 600_000;
  private static final int[] THREADS = {1, 4};

  /** The first only warms up. */
  private static final int ROUNDS = 4;

  /** A form of the program, and what came out of it. */
  private static final class Contestant {
    private final String form;
    private final Supplier<Counter> counters;
    private final double[] best = new double[THREADS.length];
    private final long[] lost = new long[THREADS.length];

    Contestant(String form, Supplier<Counter> counters) {
      this.form = form;
      this.counters = counters;
    }

    void measure(Equipment equipment, boolean counts) throws InterruptedException {
      for (int n = 0; n < THREADS.length; n++) {
        int threads = THREADS[n];
        var counter = counters.get();
        double took =
            equipment.millis(() -> RaceLab.add(equipment, counter, threads, OPERATIONS / threads));
        long sum = counter.sum();
        if (counts) {
          best[n] = Math.max(best[n], OPERATIONS / took / 1e3);
          lost[n] += OPERATIONS - sum;
        }
      }
    }

    void tell(Notes notes) {
      for (int n = 0; n < THREADS.length; n++) {
        int threads = THREADS[n];
        notes.figure(form, threads + (threads == 1 ? " thread" : " threads"), best[n], "M/s");
        notes.count(form, "lost with " + threads, lost[n]);
      }
    }
  }

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
            + " an actor. They take turns; of "
            + (ROUNDS - 1)
            + " rounds the fastest counts, and what was lost in all.");
    try (var system = ActorSystem.builder("mutex").threads(equipment.threads()).open()) {
      var number = new AtomicInteger();
      var lock = new Contestant(Notes.LOCK, Counter.Locked::new);
      var message =
          new Contestant(
              Notes.MESSAGE, () -> new Counter.Told(system, "counter-" + number.incrementAndGet()));
      var all = new ArrayList<Contestant>();
      all.add(new Contestant(Notes.BROKEN, Counter.Broken::new));
      all.addAll(List.of(lock, new Contestant("block", Counter.Held::new), message));
      for (int round = 0; round < ROUNDS; round++) {
        for (var contestant : all) {
          contestant.measure(equipment, round > 0);
        }
      }
      all.forEach(contestant -> contestant.tell(notes));
      notes.say(
          String.format(
              Locale.ROOT,
              "Here the lock did %.1f times what messages did with 1 thread, and %.1f with %d.",
              lock.best[0] / message.best[0],
              lock.best[1] / message.best[1],
              THREADS[1]));
    }
    notes.say(
        "Learn: a single short addition is the worst that a message can be used for: handing it"
            + " over is all the work there is. What messages buy is that the work goes on while"
            + " the sender does, that nothing stays locked when an exception comes, and that no"
            + " order of locks can be wrong. Forgetting to release is cured by the block.");
  }
}
