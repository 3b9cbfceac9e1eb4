package dev.parley.cli.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A parent that goes on with and without waiting for its children. */
final class JoinLab implements Lab {
  private static final int CHILDREN = 20;
  private static final Duration WORK = Duration.ofMillis(40);

  @Override
  public String name() {
    return "join";
  }

  @Override
  public String lesson() {
    return "wait for the children before you use what they make";
  }

  @Override
  public void run(Equipment equipment, Notes notes) throws InterruptedException {
    notes.say(
        CHILDREN
            + " children work for "
            + WORK.toMillis()
            + " ms each, all at once. The parent looks at their results as soon as it goes on.");
    attempt(equipment, notes, "no join", false);
    attempt(equipment, notes, "join", true);
    notes.say(
        "Learn: start returns at once; join waits for the end, and what the child wrote before is"
            + " then seen. Give join a deadline where a child may hang.");
  }

  private static void attempt(Equipment equipment, Notes notes, String form, boolean join)
      throws InterruptedException {
    var done = new AtomicInteger();
    var children = new ArrayList<Thread>();
    long began = equipment.time().nanoTime();
    for (int n = 0; n < CHILDREN; n++) {
      var child = equipment.threads().virtual("child-" + n).newThread(() -> work(equipment, done));
      children.add(child);
      child.start();
    }
    if (join) {
      for (var child : children) {
        child.join();
      }
    }
    double waited = equipment.since(began);
    int missing = CHILDREN - done.get();
    for (var child : children) { // now it does not matter any more
      child.join();
    }
    notes.count(form, "results missing", missing);
    notes.figure(form, "parent went on after", waited, "ms");
  }

  private static void work(Equipment equipment, AtomicInteger done) {
    try {
      equipment.pause(WORK);
      done.incrementAndGet();
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }
}
