package dev.parley.cli.lab;

import dev.parley.core.actor.Threads;
import dev.parley.core.time.Time;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What an experiment works with.
 *
 * @param threads makes its threads
 * @param time tells and keeps the time
 * @param program the class that a child runs when it is to be this very program
 */
public record Equipment(Threads threads, Time time, Class<?> program) {

  /** Something to be timed. */
  @FunctionalInterface
  interface Task {
    void run() throws InterruptedException;
  }

  /** How long a task takes, in milliseconds. */
  double millis(Task task) throws InterruptedException {
    long began = time.nanoTime();
    task.run();
    return since(began);
  }

  /** How many milliseconds ago it was. */
  double since(long nanoTime) {
    return (time.nanoTime() - nanoTime) / 1e6;
  }

  /** Lets time pass: where it is the subject, and not a way to wait for others. */
  void pause(Duration duration) throws InterruptedException {
    var over = new CountDownLatch(1);
    time.schedule(duration, over::countDown);
    if (!over.await(2 * duration.toMillis() + 1000, TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the timer did not run");
    }
  }
}
