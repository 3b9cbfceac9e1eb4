package dev.parley.core.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.mailbox.Offer;
import dev.parley.core.mailbox.Overflow;
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
}
