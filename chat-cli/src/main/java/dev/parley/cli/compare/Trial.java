package dev.parley.cli.compare;

import dev.parley.core.actor.ActorSystem;
import dev.parley.core.actor.Threads;
import dev.parley.core.time.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Does one scenario with one contestant, in this JVM. */
final class Trial {
  /** How long the watcher that stands still does so. */
  static final Duration STILL = Duration.ofMillis(300);

  /** How long a watcher waits for the room that it watches. */
  static final Duration CALL_BACK = Duration.ofMillis(250);

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int CAPACITY = 16_384;
  private static final int SMALL_CAPACITY = 64;

  private final Threads threads;
  private final ActorSystem system;
  private final Time time;

  private Trial(ActorSystem system) {
    this.system = system;
    this.threads = system.threads();
    this.time = system.time();
  }

  /**
   * Does it.
   *
   * @throws IOException if the journal fails
   */
  static Measured run(Contestant contestant, Scenario scenario)
      throws IOException, InterruptedException {
    try (var system = ActorSystem.builder("compare").open()) {
      var trial = new Trial(system);
      return switch (scenario.kind()) {
        case THROUGHPUT -> trial.throughput(contestant, scenario);
        case SLOW -> trial.slow(contestant, scenario);
        case REENTRANT -> trial.reentrant(contestant, scenario);
        case IDLE -> trial.idle(contestant, scenario);
      };
    }
  }

  private Measured throughput(Contestant contestant, Scenario scenario)
      throws IOException, InterruptedException {
    if (!scenario.journal()) {
      warmUp(contestant, scenario);
    }
    try (var journal = scenario.journal() ? Journal.onDisk() : Journal.inMemory()) {
      var watch = Watch.computing(scenario.lines(), time, scenario.handlerMicros());
      Writers writers;
      try (var room = contestant.open(system, "room", journal)) {
        room.watch(watch, CAPACITY);
        writers = Writers.run(room, threads, time, scenario.writers(), scenario.lines());
        watch.await(PATIENCE);
      }
      var figures = new TreeMap<String, Double>();
      var latencies = writers.sortedLatencies();
      figures.put(Measured.RATE, scenario.lines() / writers.seconds());
      figures.put(Measured.P50, Statistics.percentile(latencies, 0.5) / 1e3);
      figures.put(Measured.P99, Statistics.percentile(latencies, 0.99) / 1e3);
      figures.put(Measured.P999, Statistics.percentile(latencies, 0.999) / 1e3);
      figures.put(Measured.FAIRNESS, writers.fairness());
      figures.put(Measured.BATCH, journal.checksum().lines() / (double) journal.appends());
      figures.put(Measured.MISSED, (double) watch.missed());
      figures.put(Measured.HEAP, heap() / 1e6);
      figures.put(Measured.PLATFORM, (double) Thread.getAllStackTraces().size());
      figures.put(Measured.VIRTUAL, (double) writers.virtualThreads());
      return new Measured(fate(writers, watch), journal.checksum().value(), figures);
    }
  }

  private void warmUp(Contestant contestant, Scenario scenario) throws InterruptedException {
    try (var room = contestant.open(system, "warm-up", Journal.inMemory())) {
      room.watch(new Watch(0, () -> {}), CAPACITY);
      Writers.run(room, threads, time, scenario.writers(), scenario.lines() / 2);
    }
  }

  private static String fate(Writers writers, Watch watch) {
    if (writers.refused() > 0) {
      return "refused " + writers.refused();
    }
    return watch.isRight() ? "" : "a watcher's account is wrong";
  }

  private Measured slow(Contestant contestant, Scenario scenario) throws InterruptedException {
    var journal = Journal.inMemory();
    var watch = new Watch(scenario.lines(), () -> {});
    var stood = new AtomicBoolean();
    var still =
        new Watch(
            scenario.lines(),
            () -> {
              if (stood.compareAndSet(false, true)) {
                standStill();
              }
            });
    Writers writers;
    try (var room = contestant.open(system, "room", journal)) {
      room.watch(watch, CAPACITY);
      room.watch(still, SMALL_CAPACITY);
      writers = Writers.run(room, threads, time, scenario.writers(), scenario.lines());
      watch.await(PATIENCE);
      still.await(PATIENCE);
    }
    var latencies = writers.sortedLatencies();
    double longest = latencies[latencies.length - 1] / 1e6;
    var blocked = longest >= STILL.toMillis() / 2.0;
    var wrong = fate(writers, watch) + fate(writers, still);
    return new Measured(
        wrong.isEmpty() ? (blocked ? "blocked" : "went on") : wrong,
        journal.checksum().value(),
        Map.of(Measured.LONGEST, longest, Measured.MISSED, (double) still.missed()));
  }

  private void standStill() {
    var over = new CountDownLatch(1);
    time.schedule(STILL, over::countDown);
    try {
      over.await();
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * For each line of writer 0 the watcher has another thread say one as writer 1, and waits for
   * that.
   */
  private Measured reentrant(Contestant contestant, Scenario scenario) throws InterruptedException {
    var journal = Journal.inMemory();
    var stuck = new AtomicInteger();
    var helpers = new ArrayList<Thread>();
    var answered = new CountDownLatch(scenario.lines());
    long longest = 0;
    try (var room = contestant.open(system, "room", journal)) {
      room.watch(
          new Subject.Watcher() {
            @Override
            public void said(String text) {
              if (text.startsWith("0 ")) {
                callBack(room, text, helpers, stuck);
                answered.countDown();
              }
            }

            @Override
            public void missed(long events) {
              throw new IllegalStateException("a few lines were too many");
            }
          },
          CAPACITY);
      for (int n = 0; n < scenario.lines(); n++) {
        long before = time.nanoTime();
        if (!room.say(Checksum.line(0, n, "who answers?"))) {
          throw new IllegalStateException("a line was refused");
        }
        longest = Math.max(longest, time.nanoTime() - before);
      }
      answered.await(CALL_BACK.toMillis() * (scenario.lines() + 1), TimeUnit.MILLISECONDS);
      for (var helper : helpers) {
        helper.join();
      }
    }
    return new Measured(
        stuck.get() == 0 ? "went on" : "deadlocked",
        journal.checksum().value(),
        Map.of(Measured.LONGEST, longest / 1e6));
  }

  /** Gives up at the deadline: that is how a deadlock of virtual threads is noticed. */
  private void callBack(Subject room, String question, List<Thread> helpers, AtomicInteger stuck) {
    int number = helpers.size();
    var helper =
        threads
            .virtual("helper")
            .newThread(() -> {
              try {
                if (!room.say(Checksum.line(1, number, "I do, to " + question.length()))) {
                  throw new IllegalStateException("an answer was refused");
                }
              } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
              }
            });
    helpers.add(helper);
    helper.start();
    try {
      if (!helper.join(CALL_BACK)) {
        stuck.incrementAndGet();
      }
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }

  private Measured idle(Contestant contestant, Scenario scenario) {
    var journal = Journal.inMemory();
    var rooms = new ArrayList<Subject>(scenario.lines());
    long heapBefore = heap();
    int threadsBefore = Thread.getAllStackTraces().size();
    long virtualBefore = virtual();
    for (int n = 0; n < scenario.lines(); n++) {
      rooms.add(contestant.open(system, "room-" + n, journal));
    }
    double bytes = (heap() - heapBefore) / (double) rooms.size();
    return new Measured(
        "",
        rooms.size(),
        Map.of(
            Measured.HEAP_PER_ROOM,
            bytes,
            Measured.PLATFORM,
            (double) Thread.getAllStackTraces().size() - threadsBefore,
            Measured.VIRTUAL,
            (double) (virtual() - virtualBefore)));
  }

  private long virtual() {
    return threads.live().stream().filter(Thread::isVirtual).count();
  }

  /** Twice, as what the first collection frees may hold on to more. */
  private static long heap() {
    System.gc();
    System.gc();
    var jvm = Runtime.getRuntime();
    return jvm.totalMemory() - jvm.freeMemory();
  }
}
