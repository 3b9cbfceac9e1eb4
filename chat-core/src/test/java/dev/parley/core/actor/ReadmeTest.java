package dev.parley.core.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.mailbox.Offer;
import dev.parley.core.mailbox.Overflow;
import dev.parley.core.testkit.Simulation;
import dev.parley.core.testkit.junit.SimulationTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The programs of the module's README. */
@Timeout(30)
final class ReadmeTest {
  private record Greet(String name, Recipient<String> replyTo) {}

  private record Job() {}

  private static final class Worker implements Actor<Job> {
    @Override
    public void receive(Job job, ActorContext<Job> context) {}
  }

  @Test
  void firstActor_answers() {
    try (var system = ActorSystem.builder("greeting").open()) {
      ActorRef<Greet> greeter =
          system.spawn(
              "greeter", (greet, context) -> greet.replyTo().tell("Hello, " + greet.name()));

      String answer =
          greeter.<String>ask(to -> new Greet("world", to), Duration.ofSeconds(1)).await();
      assertThat(answer).isEqualTo("Hello, world");
    }
  }

  @Test
  void supervisedActor_works() {
    try (var system = ActorSystem.builder("working").open()) {
      var spec =
          ActorSpec.of(Worker::new)
              .mailbox(100, new Overflow.DropOldest())
              .supervision(
                  Supervision.of(new Directive.Restart(3, Duration.ofSeconds(10)))
                      .when(IllegalArgumentException.class, new Directive.Resume()));
      ActorRef<Job> worker = system.spawn("worker", spec);
      assertThat(worker.tell(new Job())).isEqualTo(new Offer.Accepted<Job>());
    }
  }

  /** Counts who told it to. */
  private static final class Counter implements Actor<Counter.Message> {
    private sealed interface Message {}

    private record Add() implements Message {}

    private record Get(Recipient<Integer> replyTo) implements Message {}

    private int count;

    @Override
    public void receive(Message message, ActorContext<Message> context) {
      switch (message) {
        case Add add -> count++;
        case Get get -> get.replyTo().tell(count);
      }
    }
  }

  @SimulationTest(seeds = 1000)
  void count_isTheNumberOfTellers(Simulation simulation) {
    var system = simulation.system("shop");
    var counter = system.spawn("counter", ActorSpec.of(Counter::new));
    for (int n = 0; n < 3; n++) {
      simulation.thread("teller-" + n, () -> counter.tell(new Counter.Add()));
    }
    simulation.settle();
    assertThat(counter.<Integer>ask(Counter.Get::new, Duration.ofSeconds(1)).await()).isEqualTo(3);
  }
}
