package dev.parley.core.mailbox;

import static dev.parley.core.Eventually.await;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class BoundedQueueCloseTest {
  private final BoundedQueue<String> queue = new BoundedQueue<>(1);

  @Test
  void offer_whenClosed_refuses() throws Exception {
    queue.close();
    assertThat(queue.offer("a")).isFalse();
    assertThat(queue.offer("a", 10, SECONDS)).isFalse();
    assertThatIllegalStateException().isThrownBy(() -> queue.put("a"));
    assertThat(queue).isEmpty();
  }

  @Test
  void take_whenClosed_returnsWhatTheQueueHolds() throws Exception {
    queue.put("a");
    queue.close();
    queue.close();
    assertThat(queue.take()).isEqualTo("a");
    assertThat(queue.poll()).isNull();
  }

  @Test
  void close_letsEveryWaitingProducerGo() throws Exception {
    queue.put("a");
    var refused = new CompletableFuture<Boolean>();
    var threw = new CompletableFuture<IllegalStateException>();
    var offering =
        Thread.startVirtualThread(() -> {
          try {
            refused.complete(!queue.offer("b", 60, SECONDS));
          } catch (InterruptedException never) {
            refused.completeExceptionally(never);
          }
        });
    var putting =
        Thread.startVirtualThread(() -> {
          try {
            queue.put("c");
          } catch (IllegalStateException closed) {
            threw.complete(closed);
          } catch (InterruptedException never) {
            threw.completeExceptionally(never);
          }
        });
    await()
        .until(() ->
            offering.getState() == Thread.State.TIMED_WAITING
                && putting.getState() == Thread.State.TIMED_WAITING);
    queue.close();
    assertThat(refused.get(10, SECONDS)).isTrue();
    assertThat(threw.get(10, SECONDS)).hasMessageContaining("closed");
    assertThat(queue).containsExactly("a");
  }
}
