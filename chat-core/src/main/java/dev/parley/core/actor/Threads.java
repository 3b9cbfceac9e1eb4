package dev.parley.core.actor;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes every thread of a program and remembers the live ones, virtual ones too, which the JVM's
 * own lists leave out. Safe for use by many threads.
 *
 * <p>Whoever starts a thread here owns it and must stop it.
 */
public final class Threads {
  private static final Logger log = LoggerFactory.getLogger(Threads.class);

  private final Set<Thread> live = ConcurrentHashMap.newKeySet();

  /** Makes a source of threads with none alive. */
  public Threads() {}

  /**
   * A factory of virtual threads.
   *
   * @param role what the threads do: their name
   * @return the factory
   */
  public ThreadFactory virtual(String role) {
    return factory(Thread.ofVirtual().name(role).uncaughtExceptionHandler(Threads::report));
  }

  /**
   * A factory of platform threads, for work that holds its carrier: native calls, long
   * calculations. They are daemons: their owner stops them.
   *
   * @param role what the threads do: their name
   * @return the factory
   */
  public ThreadFactory platform(String role) {
    return factory(
        Thread.ofPlatform().daemon().name(role).uncaughtExceptionHandler(Threads::report));
  }

  private ThreadFactory factory(Thread.Builder builder) {
    return task -> builder.unstarted(() -> run(task));
  }

  private void run(Runnable task) {
    var self = Thread.currentThread();
    live.add(self);
    try {
      task.run();
    } finally {
      live.remove(self);
    }
  }

  private static void report(Thread thread, Throwable failure) {
    log.error("thread {} ended by an uncaught exception", thread.getName(), failure);
  }

  /**
   * The threads that are running now.
   *
   * @return a snapshot, ordered by name
   */
  public List<Thread> live() {
    return live.stream().sorted(Comparator.comparing(Thread::getName)).toList();
  }
}
