package dev.parley.cli.lab;

import dev.parley.cli.process.ChildJvm;
import dev.parley.core.time.SystemTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The same work on one carrier and on all: taking turns, and at the same time. */
final class ParallelLab implements Lab {
  private static final int TASKS = 4;
  private static final int SLICES = 12;
  private static final int WIDTH = 60;

  /**
   * When a task had the processor.
   *
   * @param task which one
   * @param from since the beginning, in nanoseconds
   * @param until the same
   */
  record Slice(int task, long from, long until) {}

  /** Does the work in a JVM of its own, and prints when each task ran. */
  static final class Work {
    private static final int ROUNDS = 10_000_000;

    private Work() {}

    /** Prints a line for each slice: the task, and its begin and end in nanoseconds. */
    @SuppressWarnings("ThreadPriorityCheck") // to take turns is what this shows
    public static void main(String[] args) throws InterruptedException {
      var clock = new SystemTime(Thread.ofPlatform().daemon().factory());
      var results = new long[TASKS];
      results[0] = spin(ROUNDS); // to warm up
      long began = clock.nanoTime();
      var slices = new ArrayList<List<Slice>>();
      var threads = new ArrayList<Thread>();
      for (int n = 0; n < TASKS; n++) {
        int task = n;
        var own = new ArrayList<Slice>();
        slices.add(own);
        threads.add(
            Thread.ofVirtual()
                .start(() -> {
                  for (int slice = 0; slice < SLICES; slice++) {
                    long from = clock.nanoTime() - began;
                    own.add(new Slice(task, from, from));
                    results[task] += spin(ROUNDS + slice);
                    own.set(slice, new Slice(task, from, clock.nanoTime() - began));
                    Thread.yield();
                  }
                }));
      }
      for (var thread : threads) {
        thread.join();
      }
      for (var own : slices) {
        own.forEach(slice -> System.out.println(slice.task + " " + slice.from + " " + slice.until));
      }
      if (Arrays.stream(results).sum() == 0) { // used, so that no compiler leaves the work out
        throw new IllegalStateException("the work came to nothing");
      }
      clock.close();
    }

    /**
     * Xorshift (Marsaglia 2003): each step needs the one before, and unlike a product and a sum
     * many steps cannot be made one.
     */
    private static long spin(int rounds) {
      long value = rounds;
      for (int n = 0; n < rounds; n++) {
        value ^= value << 13;
        value ^= value >>> 7;
        value ^= value << 17;
      }
      return value;
    }
  }

  @Override
  public String name() {
    return "parallel";
  }

  @Override
  public String lesson() {
    return "concurrency takes turns on one processor, parallelism needs several";
  }

  @Override
  public void run(Equipment equipment, Notes notes) throws InterruptedException {
    int processors = Runtime.getRuntime().availableProcessors();
    notes.say(
        TASKS
            + " tasks of equal work, on virtual threads that give way after each slice; each digit"
            + " is a task that has the processor.");
    double one = attempt(notes, "1 carrier", 1);
    double all = attempt(notes, processors + " carriers", processors);
    notes.figure(processors + " carriers", "speed-up", one / all, "times");
    notes.say(
        "Learn: on one carrier the tasks go on together but never at the same time; that is"
            + " concurrency, by slices. On several, some run at the same time: parallelism. More"
            + " tasks than processors take turns there too. A virtual thread is not made to give"
            + " way; a platform thread is, by the operating system.");
  }

  private static double attempt(Notes notes, String form, int carriers) {
    var flags =
        List.of(
            "-Djdk.virtualThreadScheduler.parallelism=" + carriers,
            "-Djdk.virtualThreadScheduler.maxPoolSize=" + carriers);
    List<Slice> slices;
    try (var child = ChildJvm.start(flags, Work.class, List.of())) {
      slices = child.lines().stream().map(ParallelLab::slice).toList();
    }
    long end = slices.stream().mapToLong(Slice::until).max().orElseThrow();
    timeLine(notes, form, slices, end);
    notes.figure(form, "all tasks took", end / 1e6, "ms");
    notes.count(form, "slices that overlap another", overlapping(slices));
    return end;
  }

  private static Slice slice(String line) {
    var part = line.split(" ", -1);
    return new Slice(Integer.parseInt(part[0]), Long.parseLong(part[1]), Long.parseLong(part[2]));
  }

  private static void timeLine(Notes notes, String form, List<Slice> slices, long end) {
    notes.say(form + ":");
    for (int task = 0; task < TASKS; task++) {
      var row = new char[WIDTH];
      Arrays.fill(row, '.');
      for (var slice : slices) {
        if (slice.task() == task) {
          int from = (int) (slice.from() * (WIDTH - 1) / end);
          int until = (int) (slice.until() * (WIDTH - 1) / end);
          Arrays.fill(row, from, until + 1, (char) ('1' + task));
        }
      }
      notes.say("  " + new String(row));
    }
  }

  private static long overlapping(List<Slice> slices) {
    return slices.stream()
        .filter(one ->
            slices.stream()
                .anyMatch(other ->
                    one.task() != other.task()
                        && one.from() < other.until()
                        && other.from() < one.until()))
        .count();
  }
}
