package dev.parley.cli.compare;

import dev.parley.core.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A watcher that checks the order of what it is told, and has something of its own to do over each
 * line. One thread at a time tells it; its figures are for whoever has awaited its end.
 */
final class Watch implements Subject.Watcher {
  private final long expected;
  private final Runnable work;
  private final CountDownLatch done = new CountDownLatch(1);
  private final Checksum checksum = new Checksum();
  private long missed;

  /**
   * Begins to watch.
   *
   * @param expected how many lines will be said
   * @param work what it does over each line
   */
  Watch(long expected, Runnable work) {
    this.expected = expected;
    this.work = work;
  }

  /** One that computes over each line for a time. */
  static Watch computing(long expected, Clock clock, int micros) {
    long nanos = micros * 1000L;
    return new Watch(
        expected,
        () -> {
          long until = clock.nanoTime() + nanos;
          while (nanos > 0 && clock.nanoTime() - until < 0) {
            Thread.onSpinWait();
          }
        });
  }

  @Override
  public synchronized void said(String text) {
    work.run();
    checksum.add(text);
    look();
  }

  @Override
  public synchronized void missed(long events) {
    missed += events;
    look();
  }

  private void look() {
    if (checksum.lines() + missed >= expected) {
      done.countDown();
    }
  }

  /** Waits until it was told of every line, or of its loss. */
  void await(Duration within) throws InterruptedException {
    done.await(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  synchronized long missed() {
    return missed;
  }

  /** Whether it saw each line once and in order, or was told of its loss. */
  synchronized boolean isRight() {
    return checksum.outOfOrder() == 0 && checksum.lines() + missed == expected;
  }
}
