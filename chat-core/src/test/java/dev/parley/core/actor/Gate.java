package dev.parley.core.actor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;

/** Holds an actor inside a handler until the test lets it go on. */
final class Gate {
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  /** What the handler does. */
  void pass() {
    entered.countDown();
    try {
      if (!open.await(30, SECONDS)) {
        throw new IllegalStateException("nobody opened the gate");
      }
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }

  void awaitEntered() throws InterruptedException {
    assertThat(entered.await(10, SECONDS)).isTrue();
  }

  void open() {
    open.countDown();
  }
}
