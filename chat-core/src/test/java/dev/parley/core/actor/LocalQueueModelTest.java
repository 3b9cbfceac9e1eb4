package dev.parley.core.actor;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jetbrains.lincheck.Lincheck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The owner adds and takes, two thieves take: each ready actor is run by one of them. */
@Timeout(60)
class LocalQueueModelTest {
  private static final int ACTORS = 3;

  private static LocalQueue queue = new LocalQueue();
  private static AtomicIntegerArray runs = new AtomicIntegerArray(ACTORS);

  private record Numbered(int number) implements Dispatcher.Activation {
    @Override
    public boolean run() {
      if (runs.incrementAndGet(number) > 1) {
        throw new IllegalStateException("run twice: " + number);
      }
      return false;
    }

    @Override
    public String name() {
      return "actor";
    }

    @Override
    public @Nullable Class<?> handling() {
      return null;
    }

    @Override
    public boolean ended() {
      return false;
    }

    @Override
    public @Nullable Object attachment() {
      return null;
    }

    @Override
    public void attach(@Nullable Object value) {}
  }

  private static void take() {
    var taken = queue.poll();
    if (taken != null) {
      taken.run();
    }
  }

  private static void ownerAndThieves() {
    queue = new LocalQueue();
    runs = new AtomicIntegerArray(ACTORS);
    var one = new Thread(LocalQueueModelTest::take);
    var two = new Thread(LocalQueueModelTest::take);
    one.start();
    two.start();
    for (int n = 0; n < ACTORS; n++) {
      queue.offer(new Numbered(n));
    }
    take();
    try {
      one.join();
      two.join();
    } catch (InterruptedException interrupt) {
      throw new IllegalStateException(interrupt);
    }
    for (int n = 0; n < ACTORS; n++) {
      take();
    }
    for (int n = 0; n < ACTORS; n++) {
      if (runs.get(n) != 1) {
        throw new IllegalStateException("never run: " + n);
      }
    }
  }

  @Test
  void ready_isTakenOnce() {
    Lincheck.runConcurrentTest(1000, LocalQueueModelTest::ownerAndThieves);
  }
}
