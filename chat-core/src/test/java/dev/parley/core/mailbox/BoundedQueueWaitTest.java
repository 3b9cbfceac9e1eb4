package dev.parley.core.mailbox;

import static dev.parley.core.Eventually.await;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class BoundedQueueWaitTest {
  private final BoundedQueue<String> queue = new BoundedQueue<>(1);

  @Test
  void put_whenFull_waitsForRoom() throws Exception {
    queue.put("a");
    var waiter = new Waiter(() -> put("b"));
    waiter.awaitParked();
    assertThat(queue.poll()).isEqualTo("a");
    assertThat(waiter.outcome()).isEqualTo("put");
    assertThat(queue).containsExactly("b");
  }

  @Test
  void take_whenEmpty_waitsForAnElement() throws Exception {
    var waiter = new Waiter(queue::take);
    waiter.awaitParked();
    assertThat(queue.offer("a")).isTrue();
    assertThat(waiter.outcome()).isEqualTo("a");
  }

  @Test
  void offer_whenFullForTheWholeTimeout_refuses() throws Exception {
    queue.put("a");
    long began = System.nanoTime();
    assertThat(queue.offer("b", 30, MILLISECONDS)).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(29));
    assertThat(queue).containsExactly("a");
  }

  @Test
  void offer_whenRoomComesInTime_accepts() throws Exception {
    queue.put("a");
    var waiter = new Waiter(() -> String.valueOf(queue.offer("b", 20, SECONDS)));
    waiter.awaitParked();
    assertThat(queue.take()).isEqualTo("a");
    assertThat(waiter.outcome()).isEqualTo("true");
  }

  @Test
  void offer_withoutTimeout_answersAtOnce() throws Exception {
    assertThat(queue.offer("a", 0, SECONDS)).isTrue();
    assertThat(queue.offer("b", 0, SECONDS)).isFalse();
    assertThat(queue.offer("b", -1, SECONDS)).isFalse();
  }

  @Test
  void poll_whenEmptyForTheWholeTimeout_returnsNull() throws Exception {
    long began = System.nanoTime();
    assertThat(queue.poll(30, MILLISECONDS)).isNull();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(29));
  }

  @Test
  void poll_whenAnElementComesInTime_returnsIt() throws Exception {
    var waiter = new Waiter(() -> String.valueOf(queue.poll(20, SECONDS)));
    waiter.awaitParked();
    queue.put("a");
    assertThat(waiter.outcome()).isEqualTo("a");
  }

  @Test
  void take_interrupted_throwsAndLeavesTheQueueUsable() throws Exception {
    var waiter = new Waiter(queue::take);
    waiter.awaitParked();
    waiter.thread.interrupt();
    assertThat(waiter.failure()).isInstanceOf(InterruptedException.class);
    queue.put("a");
    assertThat(queue.take()).isEqualTo("a");
  }

  @Test
  void put_interrupted_throwsAndAddsNothing() throws Exception {
    queue.put("a");
    var waiter = new Waiter(() -> put("b"));
    waiter.awaitParked();
    waiter.thread.interrupt();
    assertThat(waiter.failure()).isInstanceOf(InterruptedException.class);
    assertThat(queue).containsExactly("a");
  }

  @Test
  void take_byAnInterruptedThread_throwsAlthoughAnElementWaits() throws Exception {
    queue.put("a");
    var waiter =
        new Waiter(() -> {
          Thread.currentThread().interrupt();
          return queue.take();
        });
    assertThat(waiter.failure()).isInstanceOf(InterruptedException.class);
    assertThat(queue).containsExactly("a");
  }

  @Test
  void remove_whenAProducerWaits_letsItGo() throws Exception {
    queue.put("a");
    var waiter = new Waiter(() -> put("b"));
    waiter.awaitParked();
    assertThat(queue.remove("a")).isTrue();
    assertThat(waiter.outcome()).isEqualTo("put");
  }

  @Test
  void clear_whenAProducerWaits_letsItGo() throws Exception {
    queue.put("a");
    var waiter = new Waiter(() -> put("b"));
    waiter.awaitParked();
    queue.clear();
    assertThat(waiter.outcome()).isEqualTo("put");
  }

  private String put(String element) throws InterruptedException {
    queue.put(element);
    return "put";
  }

  /** A thread that waits in the queue, and what came of it. */
  private static final class Waiter {
    private final CompletableFuture<String> outcome = new CompletableFuture<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Thread thread;

    Waiter(Callable<String> call) {
      thread =
          Thread.startVirtualThread(() -> {
            try {
              outcome.complete(call.call());
            } catch (Exception thrown) {
              failure.set(thrown);
            }
          });
    }

    void awaitParked() {
      await()
          .until(() ->
              thread.getState() == Thread.State.WAITING
                  || thread.getState() == Thread.State.TIMED_WAITING);
    }

    String outcome() throws Exception {
      return outcome.get(10, SECONDS);
    }

    Throwable failure() throws InterruptedException {
      assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
      return failure.get();
    }
  }
}
