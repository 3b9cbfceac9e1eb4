package dev.parley.cli.process;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/**
 * The children that are alive. When this JVM ends, so do they: a child that is being started then
 * is seen, since starting and ending exclude each other; a message could not make the end wait.
 */
final class Children {
  private static final int PATIENCE_SECONDS = 5;

  private final Set<Process> alive = new HashSet<>();
  private boolean ending;
  private boolean hooked;

  synchronized Process start(ProcessBuilder builder) throws IOException {
    checkNotEnding();
    if (!hooked) {
      hook();
      hooked = true;
    }
    var process = builder.start();
    alive.add(process);
    return process;
  }

  private void hook() {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end-children"));
    } catch (IllegalStateException atTheEnd) {
      ending = true;
      checkNotEnding();
    }
  }

  synchronized void checkNotEnding() {
    if (ending) {
      throw new CancellationException("the program is ending");
    }
  }

  synchronized void forget(Process process) {
    alive.remove(process);
  }

  /** Ends all, and waits for that. */
  synchronized void end() {
    ending = true;
    alive.forEach(Process::destroyForcibly);
    try {
      for (var process : alive) {
        process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }
}
