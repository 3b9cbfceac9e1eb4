package dev.parley.integration.speed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs one contestant once and collects its figures: a reader for each process, all in one map. */
final class Run {
  private static final int DEADLINE_SECONDS = 180;
  private static final int READY_SECONDS = 20;

  private final SortedMap<String, List<Double>> figures = new TreeMap<>();
  private final List<Thread> readers = new ArrayList<>();
  private final CompletableFuture<String> port = new CompletableFuture<>();

  private Run() {}

  /**
   * Runs.
   *
   * @return what it said, by name
   * @throws IOException if it did not come to an end
   */
  static SortedMap<String, List<Double>> of(Contestant contestant)
      throws IOException, InterruptedException {
    var run = new Run();
    var started = new ArrayList<Process>();
    try {
      started.add(run.start(contestant.first()));
      if (!contestant.second().isEmpty()) {
        var command = new ArrayList<>(contestant.second());
        command.add(run.port.orTimeout(READY_SECONDS, TimeUnit.SECONDS).join());
        started.add(run.start(command));
      }
      var measures =
          contestant.measures() == Contestant.Measures.FIRST
              ? started.getFirst()
              : started.getLast();
      if (!measures.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) || measures.exitValue() != 0) {
        throw new IOException(contestant.name() + " did not come to an end: " + measures);
      }
    } finally {
      started.forEach(Process::destroyForcibly);
      for (var process : started) {
        process.waitFor();
      }
    }
    for (var reader : run.readers) {
      reader.join();
    }
    return run.figures;
  }

  private Process start(List<String> command) throws IOException {
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    readers.add(Thread.ofPlatform().start(() -> read(process)));
    return process;
  }

  private void read(Process process) {
    try (var output = process.inputReader()) {
      output.lines().forEach(this::take);
    } catch (IOException | UncheckedIOException gone) {
      port.completeExceptionally(gone);
    }
  }

  private void take(String line) {
    if (line.startsWith(Figures.READY)) {
      port.complete(line.substring(Figures.READY.length()));
    } else if (line.startsWith(Figures.FIGURE)) {
      var words = line.split(" ", -1);
      figure(words[1], Double.parseDouble(words[2]));
    }
  }

  private synchronized void figure(String name, double value) {
    figures.computeIfAbsent(name, fresh -> new ArrayList<>()).add(value);
  }
}
