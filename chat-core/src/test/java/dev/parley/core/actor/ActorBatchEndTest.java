package dev.parley.core.actor;

import static dev.parley.core.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.mailbox.Overflow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class ActorBatchEndTest {
  private static final class Batching implements Actor<Integer> {
    private final Gate gate;
    private volatile int unfinished;
    private volatile int finished;
    private volatile int batches;
    private volatile int largest;

    Batching(Gate gate) {
      this.gate = gate;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time writes
    public void receive(Integer message, ActorContext<Integer> context) {
      if (message == 0) {
        gate.pass();
      }
      unfinished++;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time writes
    public void batchEnd(ActorContext<Integer> context) {
      largest = Math.max(largest, unfinished);
      finished += unfinished;
      unfinished = 0;
      batches++;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void batchEnd_followsEveryHandledMessage(int messages) throws Exception {
    var gate = new Gate();
    var batching = new Batching(gate);
    try (var system = ActorSystem.builder("batch").open()) {
      var actor = Spawn.in(system, "batching", batching, messages, new Overflow.Reject());
      actor.tell(0);
      gate.awaitEntered();
      for (int i = 1; i <= messages; i++) {
        assertThat(actor.tell(i).accepted()).isTrue();
      }
      gate.open();
      await().until(() -> batching.finished == messages + 1);
      assertThat(batching.largest).isGreaterThan(1);
    }
  }

  @Test
  void batchEnd_comesWithinALongRowOfMessages() throws Exception {
    var gate = new Gate();
    var batching = new Batching(gate);
    try (var system = ActorSystem.builder("batch").open()) {
      var actor = Spawn.in(system, "batching", batching, 1000, new Overflow.Reject());
      actor.tell(0);
      gate.awaitEntered();
      for (int i = 1; i < 1000; i++) {
        actor.tell(i);
      }
      gate.open();
      await().until(() -> batching.finished == 1000);
      assertThat(batching.largest).isLessThanOrEqualTo(256);
      assertThat(batching.batches).isGreaterThanOrEqualTo(4);
    }
  }
}
