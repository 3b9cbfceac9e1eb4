package dev.parley.cli.lab;

import dev.parley.core.actor.ActorSystem;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Several threads count one variable up: unguarded, behind a lock, by messages. */
final class RaceLab implements Lab {
  static final int THREADS = 4;
  static final int EACH = 1_000_000;

  @Override
  public String name() {
    return "race";
  }

  @Override
  public String lesson() {
    return "several threads that change one variable lose each other's changes";
  }

  @Override
  public void run(Equipment equipment, Notes notes) throws InterruptedException {
    notes.say(THREADS + " threads add 1 to one number, " + EACH + " times each.");
    count(equipment, notes, Notes.BROKEN, new Counter.Broken());
    count(equipment, notes, Notes.LOCK, new Counter.Locked());
    try (var system = ActorSystem.builder("race").threads(equipment.threads()).open()) {
      count(equipment, notes, Notes.MESSAGE, new Counter.Told(system, "counter"));
    }
    notes.say(
        "Learn: to add is to read, to add and to write. Whoever comes between the first and the"
            + " last is overwritten. A lock lets nobody come between; with messages only one owner"
            + " has the number at all.");
  }

  private static void count(Equipment equipment, Notes notes, String form, Counter counter)
      throws InterruptedException {
    double took = equipment.millis(() -> add(equipment, counter, THREADS, EACH));
    long sum = counter.sum();
    notes.count(form, "sum", sum);
    notes.count(form, "lost", (long) THREADS * EACH - sum);
    notes.figure(form, "took", took, "ms");
  }

  /** Lets threads add, all at once. */
  static void add(Equipment equipment, Counter counter, int threads, int each)
      throws InterruptedException {
    var begin = new AtomicInteger(threads);
    var adders = new ArrayList<Thread>();
    for (int n = 0; n < threads; n++) {
      var adder =
          equipment
              .threads()
              .platform("adder-" + n)
              .newThread(() -> {
                begin.decrementAndGet();
                while (begin.get() > 0) {
                  Thread.onSpinWait(); // so that none is done before the last begins
                }
                for (int added = 0; added < each && !Thread.interrupted(); added++) {
                  counter.add();
                }
              });
      adders.add(adder);
      adder.start();
    }
    try {
      for (var adder : adders) {
        adder.join();
      }
    } finally {
      adders.forEach(Thread::interrupt);
    }
  }
}
