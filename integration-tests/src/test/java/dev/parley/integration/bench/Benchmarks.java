package dev.parley.integration.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs all benchmarks and writes a table of them. CONTRIBUTING has the command.
 *
 * <p>It goes several times over all contestants and gives each a new JVM every time: so slow phases
 * of the machine, and what a JVM happens to compile, fall on all of them alike. Within a pass JMH
 * varies first the parameter whose name comes last in the alphabet; where that is the contestant,
 * rivals follow each other directly.
 */
final class Benchmarks {
  /** The file with the table, in the folder for results. */
  static final String REPORT = "report.md";

  private static final List<Class<?>> WORKLOADS =
      List.of(
          PingPong.class,
          ThreadRing.class,
          FanIn.class,
          FanOut.class,
          Spawn.class,
          Hop.class,
          RoomGuard.class);

  private static final List<Library> IDLE =
      List.of(Library.PARLEY, Library.PEKKO, Library.LINKED_BLOCKING_QUEUE);

  private final Settings settings;
  private final Scores scores = new Scores();

  Benchmarks(Settings settings) {
    this.settings = settings;
  }

  /** Runs what the system properties ask for. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, RunnerException {
    var settings = Settings.fromProperties();
    new Benchmarks(settings).run();
    System.out.print(Files.readString(settings.output().resolve(REPORT)));
  }

  void run() throws IOException, InterruptedException, RunnerException {
    Files.createDirectories(settings.output());
    for (int pass = 1; pass <= settings.passes(); pass++) {
      for (var workload : WORKLOADS) {
        if (settings.runs(workload.getSimpleName())) {
          announce(workload, pass);
          measure(workload, pass);
        }
      }
      if (settings.runs(IdleHeap.class.getSimpleName())) {
        announce(IdleHeap.class, pass);
        measureIdleHeap(pass);
      }
      Files.writeString(settings.output().resolve(REPORT), new Report(settings, scores).markdown());
    }
  }

  private void announce(Class<?> workload, int pass) {
    System.out.println(
        "pass %d of %d: %s".formatted(pass, settings.passes(), workload.getSimpleName()));
  }

  private Path file(String workload, int pass, String ending) {
    return settings.output().resolve("%s-%d.%s".formatted(workload, pass, ending));
  }

  private void measure(Class<?> workload, int pass) throws RunnerException {
    var name = workload.getSimpleName();
    var options =
        new OptionsBuilder()
            .include("^" + workload.getName().replace(".", "\\.") + "\\.")
            .mode(Mode.Throughput)
            .timeUnit(TimeUnit.SECONDS)
            .forks(settings.forks())
            .jvmArgs(Settings.JVM_FLAGS.toArray(String[]::new))
            .warmupIterations(settings.warmUps())
            .warmupTime(settings.warmUpTime())
            .measurementIterations(settings.iterations())
            .measurementTime(settings.iterationTime())
            .timeout(TimeValue.minutes(2))
            .shouldFailOnError(settings.quick()) // a rival that hangs must not cost the whole run
            .resultFormat(ResultFormatType.JSON)
            .result(file(name, pass, "json").toString())
            .output(file(name, pass, "txt").toString())
            .build();
    scores.add(new Runner(options).run());
  }

  private void measureIdleHeap(int pass) throws IOException, InterruptedException {
    var results = new ArrayList<String>();
    for (var library : IDLE) {
      double bytes = idleHeap(library);
      scores.add(new Scores.Key(IdleHeap.class.getSimpleName(), library.name()), bytes);
      results.add(
          String.format(
              Locale.ROOT,
              "  {\"library\": \"%s\", \"actors\": %d, \"heapBytesPerActor\": %.1f}",
              library,
              settings.idleActors(),
              bytes));
    }
    Files.writeString(
        file(IdleHeap.class.getSimpleName(), pass, "json"),
        "[\n" + String.join(",\n", results) + "\n]\n");
  }

  private double idleHeap(Library library) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Settings.JVM_FLAGS);
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.add(IdleHeap.class.getName());
    command.addAll(List.of(library.name(), Integer.toString(settings.idleActors())));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var output = process.inputReader()) {
      String bytes = output.readLine();
      if (process.waitFor() != 0 || bytes == null) {
        throw new IOException("%s measured nothing: %s".formatted(command, process));
      }
      return Double.parseDouble(bytes);
    }
  }
}
