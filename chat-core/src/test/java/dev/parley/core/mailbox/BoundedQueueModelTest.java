package dev.parley.core.mailbox;

import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The queue for many producers and many consumers, under every schedule that a checker finds. */
@Timeout(60)
class BoundedQueueModelTest {
  private static BoundedQueue<Integer> queue = new BoundedQueue<>(1);
  private static int sum;

  /** What each call answers must be explained by some order of the calls. */
  public static final class Calls {
    private final BoundedQueue<Integer> subject = new BoundedQueue<>(2);

    /** Puts one in. */
    @Operation
    public boolean offer(int element) {
      return subject.offer(element);
    }

    /** Takes one out. */
    @Operation
    public @Nullable Integer poll() {
      return subject.poll();
    }

    /** Takes one out of the middle. */
    @Operation
    public boolean remove(int element) {
      return subject.remove((Object) element);
    }

    /** Ends it. */
    @Operation
    public void close() {
      subject.close();
    }
  }

  @Test
  void calls_areLinearizable() {
    new ModelCheckingOptions()
        .threads(2)
        .actorsPerThread(3)
        .iterations(15)
        .invocationsPerIteration(300)
        .check(Calls.class);
  }

  private static void unchecked(InterruptedException interrupt) {
    throw new IllegalStateException(interrupt);
  }

  private static void putAll(int first, int last) {
    try {
      for (int element = first; element <= last; element++) {
        // Without the moment that producers linger: the checker takes that for a livelock.
        queue.entered(queue.addParking(new Node<>(element), Long.MAX_VALUE));
      }
    } catch (InterruptedException interrupt) {
      unchecked(interrupt);
    }
  }

  private static int takeSome(int count) {
    int taken = 0;
    try {
      for (int n = 0; n < count; n++) {
        taken += queue.take();
      }
    } catch (InterruptedException interrupt) {
      unchecked(interrupt);
    }
    return taken;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupt) {
      unchecked(interrupt);
    }
  }

  /** Two consumers and one producer: nobody may wait for ever. */
  @Test
  void take_byTwo_wakesBoth() {
    Lincheck.runConcurrentTest(
        500,
        () -> {
          queue = new BoundedQueue<>(2);
          sum = 0;
          var one = new Thread(() -> sum += takeSome(1));
          one.start();
          var two = new Thread(() -> putAll(1, 2));
          two.start();
          int mine = takeSome(1);
          join(one);
          join(two);
          if (sum + mine != 3) {
            throw new IllegalStateException("took " + sum + " and " + mine);
          }
        });
  }

  /** A producer that must wait for room, and a consumer that must wait for elements. */
  @Test
  void put_beyondTheBound_waitsAndGoesOn() {
    Lincheck.runConcurrentTest(
        500,
        () -> {
          queue = new BoundedQueue<>(1);
          var producer = new Thread(() -> putAll(1, 3));
          producer.start();
          int taken = takeSome(3);
          join(producer);
          if (taken != 6) {
            throw new IllegalStateException("took " + taken);
          }
        });
  }
}
