package dev.parley.cli.compare;

import dev.parley.core.actor.Threads;
import dev.parley.core.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Virtual threads that say lines as fast as the room takes them. */
final class Writers {
  private static final String TEXT = "a line of ordinary length, as people write them";

  private final Clock clock;
  private final int each;
  private final AtomicLong refused = new AtomicLong();

  /** How long each line took, in nanoseconds, a part for each writer. */
  private final long[][] latencies;

  /** How many lines each had said; written by its writer alone. */
  private final AtomicLong[] said;

  private final AtomicBoolean first = new AtomicBoolean();
  private volatile double fairness;
  private volatile int virtual;
  private double seconds;

  private Writers(Clock clock, int writers, int lines) {
    this.clock = clock;
    this.each = lines / writers;
    this.latencies = new long[writers][each];
    this.said = new AtomicLong[writers];
    Arrays.setAll(said, writer -> new AtomicLong());
  }

  /** Lets them say all their lines. */
  static Writers run(Subject room, Threads threads, Clock clock, int writers, int lines)
      throws InterruptedException {
    var all = new Writers(clock, writers, lines);
    var begin = new CountDownLatch(1);
    var running = new ArrayList<Thread>();
    for (int n = 0; n < writers; n++) {
      int writer = n;
      var thread = threads.virtual("writer-" + n).newThread(() -> all.write(room, writer, begin));
      thread.start();
      running.add(thread);
    }
    long began = clock.nanoTime();
    begin.countDown();
    all.virtual = (int) threads.live().stream().filter(Thread::isVirtual).count();
    for (var thread : running) {
      thread.join();
    }
    all.seconds = (clock.nanoTime() - began) / 1e9;
    return all;
  }

  private void write(Subject room, int writer, CountDownLatch begin) {
    try {
      begin.await();
      var own = latencies[writer];
      for (int n = 0; n < each; n++) {
        long before = clock.nanoTime();
        if (!room.say(Checksum.line(writer, n, TEXT))) {
          refused.incrementAndGet();
        }
        own[n] = clock.nanoTime() - before;
        said[writer].setRelease(n + 1L);
      }
      if (first.compareAndSet(false, true)) {
        long slowest = Arrays.stream(said).mapToLong(AtomicLong::getAcquire).min().orElse(0);
        fairness = 100.0 * slowest / each;
      }
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }

  long refused() {
    return refused.get();
  }

  double seconds() {
    return seconds;
  }

  /** In hundredths: how far the slowest was when the quickest was done. */
  double fairness() {
    return fairness;
  }

  /** How many virtual threads there were at the beginning. */
  int virtualThreads() {
    return virtual;
  }

  /** In ascending order. */
  long[] sortedLatencies() {
    var all = Arrays.stream(latencies).flatMapToLong(Arrays::stream).toArray();
    Arrays.sort(all);
    return all;
  }
}
