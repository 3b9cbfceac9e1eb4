package dev.parley.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.actor.Actor;
import dev.parley.core.actor.ActorContext;
import dev.parley.core.actor.ActorRef;
import dev.parley.core.actor.ActorSpec;
import dev.parley.core.actor.ActorSystem;
import dev.parley.core.actor.AskException;
import dev.parley.core.actor.Directive;
import dev.parley.core.actor.Recipient;
import dev.parley.core.actor.Supervision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hours pass in a simulation, and none outside. */
@Timeout(10)
class SimulationTimeTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Simulation simulation = Simulation.of(1);
  private final ActorSystem system = simulation.system("time");
  private final long began = system.time().nanoTime();
  private final List<String> log = new ArrayList<>();

  @AfterEach
  void close() {
    simulation.close();
  }

  private void note(String what) {
    log.add(what + " " + Duration.ofNanos(system.time().nanoTime() - began));
  }

  /** What an actor does that does one thing at its start. */
  private ActorRef<String> starting(Consumer<ActorContext<String>> start) {
    return system.spawn(
        "actor",
        new Actor<String>() {
          @Override
          public void started(ActorContext<String> context) {
            start.accept(context);
          }

          @Override
          public void receive(String message, ActorContext<String> context) {
            note(message);
          }
        });
  }

  @Test
  void settle_letsNoTimePass() {
    starting(context -> context.setTimer("a", Duration.ofNanos(1), "late")).tell("now");
    simulation.settle();
    assertThat(log).containsExactly("now PT0S");
  }

  @Test
  void advance_firesTimersInTheirOrder() {
    starting(context -> {
      context.setTimer("b", HOUR.multipliedBy(2), "two");
      context.setTimer("a", HOUR, "one");
      context.setTimer("c", HOUR.multipliedBy(3), "three");
    });
    simulation.advance(HOUR.multipliedBy(2));
    assertThat(log).containsExactly("one PT1H", "two PT2H");
  }

  @Test
  void periodicTimer_firesAtEachPeriod() {
    starting(context -> context.setPeriodicTimer("a", HOUR, "tick"));
    simulation.advance(HOUR.multipliedBy(3));
    assertThat(log).containsExactly("tick PT1H", "tick PT2H", "tick PT3H");
  }

  @Test
  void receiveTimeout_comesAfterQuiet() {
    var actor = starting(context -> context.setReceiveTimeout(HOUR, "quiet"));
    simulation.advance(Duration.ofMinutes(30));
    actor.tell("noise");
    simulation.advance(HOUR);
    assertThat(log).containsExactly("noise PT30M", "quiet PT1H30M");
  }

  @Test
  void sleep_passesVirtualTime() {
    starting(context -> {
      context.sleep(HOUR);
      note("awake");
    });
    simulation.advance(HOUR);
    assertThat(log).containsExactly("awake PT1H");
  }

  @Test
  void restart_waitsItsBackOff() {
    var spec =
        ActorSpec.<String>of(
                () -> {
                  note("born");
                  return (message, context) -> {
                    throw new IllegalArgumentException(message);
                  };
                })
            .supervision(
                Supervision.of(
                    new Directive.Restart(5, HOUR.multipliedBy(100), HOUR, HOUR.multipliedBy(9))));
    var actor = system.spawn("actor", spec);
    actor.tell("one");
    actor.tell("two");
    simulation.advance(HOUR.multipliedBy(10));
    assertThat(log).containsExactly("born PT0S", "born PT1H", "born PT3H");
  }

  @Test
  void ask_fromTheTest_drivesTheSimulation() {
    ActorRef<Recipient<String>> slow =
        system.spawn(
            "slow",
            (replyTo, context) -> {
              context.sleep(HOUR);
              replyTo.tell("done");
            });
    assertThat(slow.<String>ask(replyTo -> replyTo, HOUR.multipliedBy(2)).await())
        .isEqualTo("done");
    var tooLate = slow.<String>ask(replyTo -> replyTo, Duration.ofMinutes(1));
    assertThatThrownBy(tooLate::await).isInstanceOf(AskException.class);
    assertThat(system.time().wallTime()).isAfter(Instant.EPOCH.plus(HOUR));
  }
}
