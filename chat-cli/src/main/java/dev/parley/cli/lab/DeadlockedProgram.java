package dev.parley.cli.lab;

import dev.parley.core.time.SystemTime;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Runs into a deadlock, has the JVM find it, prints what that says, and ends. */
final class DeadlockedProgram {
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final int LOOKS = 200;

  private DeadlockedProgram() {}

  /** Prints a line for each thread that the JVM finds: its name, and whom it waits for. */
  public static void main(String[] args) throws InterruptedException {
    var one = new Object();
    var two = new Object();
    var both = new CountDownLatch(2);
    Thread.ofPlatform().daemon().name("ann").start(() -> hold(one, two, both));
    Thread.ofPlatform().daemon().name("bob").start(() -> hold(two, one, both));
    var jvm = ManagementFactory.getThreadMXBean();
    try (var time = new SystemTime(Thread.ofPlatform().daemon().factory())) {
      for (int n = 0; n < LOOKS; n++) {
        var found = jvm.findDeadlockedThreads();
        if (found != null) {
          for (var thread : jvm.getThreadInfo(found)) {
            System.out.println(
                thread.getThreadName() + " waits for a lock of " + thread.getLockOwnerName());
          }
          return;
        }
        var over = new CountDownLatch(1);
        time.schedule(LOOK, over::countDown);
        over.await();
      }
    }
  }

  private static void hold(Object first, Object second, CountDownLatch both) {
    synchronized (first) {
      both.countDown();
      try {
        both.await();
      } catch (InterruptedException interrupt) {
        Thread.currentThread().interrupt();
        return;
      }
      synchronized (second) {
        throw new IllegalStateException("there was no deadlock");
      }
    }
  }
}
