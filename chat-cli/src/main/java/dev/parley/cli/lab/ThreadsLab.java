package dev.parley.cli.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;

/** Threads of both kinds, made, named, given arguments, and listed while they live. */
final class ThreadsLab implements Lab {
  private static final int EACH = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "threads";
  }

  @Override
  public String lesson() {
    return "create, start and name threads, hand them arguments, list those that live";
  }

  @Override
  public void run(Equipment equipment, Notes notes) throws InterruptedException {
    notes.say("The thread that runs this is " + described(Thread.currentThread()) + ".");
    var begun = new CountDownLatch(2 * EACH);
    var end = new CountDownLatch(1);
    var threads = new ArrayList<Thread>();
    try {
      for (int n = 1; n <= EACH; n++) {
        threads.add(start(equipment.threads().platform("sing-" + n), "song " + n, begun, end));
        threads.add(start(equipment.threads().virtual("dance-" + n), "dance " + n, begun, end));
      }
      begun.await();
      notes.say("Alive now, by the list that this program keeps of its own threads:");
      equipment.threads().live().forEach(thread -> notes.say("  " + described(thread)));
      list(notes, threads, equipment.threads().live(), Thread.getAllStackTraces().keySet());
    } finally {
      end.countDown();
      for (var thread : threads) {
        thread.join(PATIENCE);
      }
    }
    notes.count("platform", "alive afterwards", alive(threads, false));
    notes.count("virtual", "alive afterwards", alive(threads, true));
    notes.say(
        "Learn: give each thread a name that says what it does, and hand it what it needs when it"
            + " is made. The JVM's own list leaves virtual threads out, as there may be millions;"
            + " whoever starts them keeps the list.");
  }

  /** Arguments are what the task holds on to: the word, and the two latches. */
  private static Thread start(
      ThreadFactory factory, String word, CountDownLatch begun, CountDownLatch end) {
    var thread =
        factory.newThread(() -> {
          begun.countDown();
          try {
            end.await();
          } catch (InterruptedException interrupt) {
            throw new IllegalStateException(word + " was interrupted", interrupt);
          }
        });
    thread.start();
    return thread;
  }

  private static void list(Notes notes, List<Thread> started, List<Thread> ours, Set<Thread> jvm) {
    for (var virtual : List.of(false, true)) {
      var kind = virtual ? "virtual" : "platform";
      var of = started.stream().filter(thread -> thread.isVirtual() == virtual).toList();
      notes.count(kind, "started", of.size());
      notes.count(kind, "in our list", of.stream().filter(ours::contains).count());
      notes.count(kind, "in the JVM's list", of.stream().filter(jvm::contains).count());
    }
  }

  private static long alive(List<Thread> threads, boolean virtual) {
    return threads.stream()
        .filter(thread -> thread.isVirtual() == virtual && thread.isAlive())
        .count();
  }

  private static String described(Thread thread) {
    return "\"%s\", %s, number %d%s"
        .formatted(
            thread.getName(),
            thread.isVirtual() ? "virtual" : "platform",
            thread.threadId(),
            thread.isDaemon() ? ", daemon" : "");
  }
}
