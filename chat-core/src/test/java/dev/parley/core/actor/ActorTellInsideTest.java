package dev.parley.core.actor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.mailbox.Offer;
import dev.parley.core.mailbox.Overflow;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ActorTellInsideTest {
  private static final Overflow PATIENT = new Overflow.Block(Duration.ofDays(1));

  private final Gate gate = new Gate();

  @Test
  void tell_byAnActorToAFullOne_refusesAtOnce() throws Exception {
    try (var system = ActorSystem.builder("inside").open()) {
      var full =
          Spawn.in(
              system, "full", (String message, ActorContext<String> c) -> gate.pass(), 1, PATIENT);
      full.tell("held");
      gate.awaitEntered();
      full.tell("waits");
      var answer = new CompletableFuture<Offer<String>>();
      var teller =
          system.spawn(
              "teller",
              (String message, ActorContext<String> c) -> answer.complete(full.tell(message)));
      teller.tell("hello");
      assertThat(answer.get(10, SECONDS)).isEqualTo(new Offer.Full<String>());
      gate.open();
    }
  }

  @Test
  void tell_byAnActorToItselfWhenFull_hasAReserveAndThenRefuses() throws Exception {
    try (var system = ActorSystem.builder("inside").open()) {
      var answer = new CompletableFuture<Offer<String>>();
      var actor =
          Spawn.in(
              system,
              "actor",
              (String message, ActorContext<String> context) -> {
                if (message.equals("first")) {
                  context.self().tell("fills");
                  context.self().tell("fills the reserve");
                  answer.complete(context.self().tell("refused"));
                }
              },
              1,
              PATIENT);
      actor.tell("first");
      assertThat(answer.get(10, SECONDS)).isEqualTo(new Offer.Full<String>());
    }
  }

  @Test
  void tell_fromOutsideToAFullOne_waitsForRoom() throws Exception {
    try (var system = ActorSystem.builder("inside").open()) {
      var actor =
          Spawn.in(
              system,
              "actor",
              (String message, ActorContext<String> c) -> {
                if (message.equals("held")) {
                  gate.pass();
                }
              },
              1,
              PATIENT);
      actor.tell("held");
      gate.awaitEntered();
      actor.tell("fills");
      var answer = new CompletableFuture<Offer<String>>();
      Thread.startVirtualThread(() -> answer.complete(actor.tell("waits")));
      gate.open();
      assertThat(answer.get(10, SECONDS)).isEqualTo(new Offer.Accepted<String>());
    }
  }

  @Test
  void tell_underDropOldest_makesTheEvictedADeadLetter() throws Exception {
    assertDeadLetter(new Overflow.DropOldest(), DeadLetters.Reason.EVICTED);
  }

  @Test
  void tell_underDropNewest_makesTheNewOneADeadLetter() throws Exception {
    assertDeadLetter(new Overflow.DropNewest(), DeadLetters.Reason.DROPPED_NEWEST);
  }

  private void assertDeadLetter(Overflow overflow, DeadLetters.Reason reason) throws Exception {
    var system = ActorSystem.builder("inside").open();
    try (system) {
      var actor =
          Spawn.in(
              system,
              "actor",
              (String message, ActorContext<String> c) -> gate.pass(),
              1,
              overflow);
      actor.tell("held");
      gate.awaitEntered();
      actor.tell("fills");
      actor.tell("one too many");
      assertThat(system.deadLetters().count(reason)).isEqualTo(1);
      gate.open();
    }
    assertThat(system.accounts().handled()).isEqualTo(2);
    assertThat(system.accounts().balanced()).isTrue();
  }
}
