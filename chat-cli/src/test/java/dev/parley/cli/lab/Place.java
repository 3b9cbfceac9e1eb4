package dev.parley.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.core.actor.Threads;
import dev.parley.core.time.SystemTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Where an experiment is done: it must be left as it was found. */
final class Place implements AutoCloseable {
  private static final String TIMER = "lab-timer";

  private final Threads threads = new Threads();
  private final SystemTime time = new SystemTime(threads.platform(TIMER));
  private final Set<Path> filesBefore = files();
  private final Set<Thread> threadsBefore = platformThreads();

  Equipment equipment() {
    return new Equipment(threads, time, Recorded.Program.class);
  }

  /** Waits a little: threads that were told to end may be about to. */
  void assertNothingIsLeft() {
    await()
        .untilAsserted(() -> {
          assertThat(threads.live()).extracting(Thread::getName).isSubsetOf(TIMER);
          assertThat(platformThreads())
              .filteredOn(thread -> !threadsBefore.contains(thread))
              .filteredOn(thread -> !isOfTheJdk(thread))
              .isEmpty();
          assertThat(ProcessHandle.current().descendants().filter(Place::isJava)).isEmpty();
          assertThat(files()).isEqualTo(filesBefore);
        });
  }

  private static boolean isJava(ProcessHandle child) {
    return child.info().command().orElse("").endsWith("java");
  }

  private static Set<Thread> platformThreads() {
    return new HashSet<>(Thread.getAllStackTraces().keySet());
  }

  /** Threads that the JDK keeps for later, in groups of its own or under names of its own. */
  private boolean isOfTheJdk(Thread thread) {
    var group = thread.getThreadGroup();
    return thread.getName().equals(TIMER)
        || group == null
        || "system".equals(group.getName())
        || "InnocuousThreadGroup".equals(group.getName())
        || thread.getName().startsWith("ForkJoinPool")
        || thread.getName().startsWith("awaitility");
  }

  private static Set<Path> files() {
    var folder = Path.of(System.getProperty("java.io.tmpdir"));
    try (var all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().startsWith(Scratch.PREFIX))
          .collect(Collectors.toSet());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look into " + folder, failure);
    }
  }

  @Override
  public void close() {
    time.close();
  }
}
