package dev.parley.core.actor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.mailbox.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ActorOrderTest {
  private static final int TELLERS = 16;
  private static final int EACH = 500;

  private record Message(int teller, int number) {}

  /** Fields without any protection: what the actor model promises is what is tested. */
  private static final class Recorder implements Actor<Message> {
    private final ArrayList<Message> handled = new ArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();
    private int mostInside;
    private int stopped;

    @Override
    public void receive(Message message, ActorContext<Message> context) {
      mostInside = Math.max(mostInside, inside.incrementAndGet());
      handled.add(message);
      inside.decrementAndGet();
    }

    @Override
    public void batchEnd(ActorContext<Message> context) {
      mostInside = Math.max(mostInside, inside.incrementAndGet());
      inside.decrementAndGet();
    }

    @Override
    public void stopped() {
      stopped++;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void tell_byManyTellers_handlesEachOnceInOrderOneAtATime(int capacity) throws Exception {
    var recorder = new Recorder();
    var system = ActorSystem.builder("order").open();
    try (system;
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var actor =
          Spawn.in(
              system, "recorder", recorder, capacity, new Overflow.Block(Duration.ofSeconds(30)));
      var tellers = new ArrayList<Future<Boolean>>();
      for (int t = 0; t < TELLERS; t++) {
        int teller = t;
        tellers.add(
            threads.submit(() ->
                IntStream.range(0, EACH)
                    .allMatch(n -> actor.tell(new Message(teller, n)).accepted())));
      }
      for (var teller : tellers) {
        assertThat(teller.get(40, SECONDS)).isTrue();
      }
    }
    assertThat(recorder.handled).hasSize(TELLERS * EACH);
    assertThat(recorder.mostInside).isEqualTo(1);
    assertThat(recorder.stopped).isEqualTo(1);
    for (int t = 0; t < TELLERS; t++) {
      int teller = t;
      assertThat(recorder.handled.stream().filter(m -> m.teller() == teller).map(Message::number))
          .containsExactlyElementsOf(IntStream.range(0, EACH).boxed().toList());
    }
    var accounts = system.accounts();
    assertThat(accounts.balanced()).as("%s", accounts).isTrue();
    assertThat(accounts.handled()).isEqualTo(TELLERS * EACH);
  }
}
