package dev.parley.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.actor.ActorContext;
import dev.parley.core.actor.ActorRef;
import dev.parley.core.actor.ActorSpec;
import dev.parley.core.actor.Dispatcher;
import dev.parley.core.actor.Recipient;
import dev.parley.core.mailbox.Offer;
import dev.parley.core.mailbox.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the simulation's threads wait, and how they must not. */
@Timeout(30)
class SimulationBlockTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void sleepOfTheThread_failsByName() {
    var stuck = stuck(() -> Thread.sleep(60_000));
    assertThat(stuck).hasMessageContaining("idler blocks");
    assertThat(stuck.getCause()).hasStackTraceContaining("Thread.sleep");
  }

  @Test
  void latch_failsByName() {
    assertThat(stuck(() -> new CountDownLatch(1).await())).hasMessageContaining("idler blocks");
  }

  private interface Blocking {
    void run() throws InterruptedException;
  }

  private static StuckException stuck(Blocking call) {
    try (var simulation = Simulation.of(1)) {
      var idler =
          simulation
              .system("blocking")
              .spawn(
                  "idler",
                  (String message, ActorContext<String> context) -> {
                    try {
                      call.run();
                    } catch (InterruptedException interrupt) {
                      Thread.currentThread().interrupt();
                    }
                  });
      idler.tell("go");
      try {
        simulation.settle();
      } catch (StuckException expected) {
        return expected;
      }
    }
    throw new AssertionError("nothing was stuck");
  }

  @Test
  void await_inHandler_letsOthersRun() {
    for (long seed = 0; seed < 20; seed++) {
      try (var simulation = Simulation.of(seed)) {
        var system = simulation.system("asking");
        ActorRef<Recipient<Integer>> source =
            system.spawn("source", (replyTo, context) -> replyTo.tell(42));
        ActorRef<Recipient<Integer>> relay =
            system.spawn(
                "relay",
                (replyTo, context) ->
                    replyTo.tell(source.<Integer>ask(back -> back, SECOND).await() + 1));
        assertThat(relay.<Integer>ask(back -> back, SECOND).await()).isEqualTo(43);
      }
    }
  }

  @Test
  void await_thatNothingCanEnd_fails() {
    var baton = new Baton(new SplitMix64(1), new VirtualTime(new SplitMix64(2)));
    assertThatThrownBy(() -> baton.await(new Never(), Long.MAX_VALUE))
        .hasMessageContaining("waits for ever");
  }

  private record Never() implements Dispatcher.Wait {
    @Override
    public boolean over() {
      return false;
    }

    @Override
    public boolean block(long nanos) {
      return false;
    }
  }

  @Test
  void blockOffer_ofSimulatedThreads_waitsForRoom() {
    var orders = new HashSet<List<String>>();
    for (long seed = 0; seed < 50; seed++) {
      try (var simulation = Simulation.of(seed)) {
        var heard = new ArrayList<String>();
        var slow =
            simulation
                .system("patient")
                .spawn(
                    "slow",
                    ActorSpec.<String>of(() ->
                            (message, context) -> {
                              context.sleep(SECOND);
                              heard.add(message);
                            })
                        .mailbox(1, new Overflow.Block(SECOND.multipliedBy(100))));
        for (var name : List.of("a", "b", "c")) {
          simulation.thread(
              name,
              () -> {
                for (int n = 0; n < 3; n++) {
                  assertThat(slow.tell(name + n).accepted()).isTrue();
                }
              });
        }
        simulation.advance(SECOND.multipliedBy(20));
        assertThat(heard).hasSize(9).containsSubsequence("a0", "a1", "a2");
        orders.add(heard);
      }
    }
    assertThat(orders).hasSizeGreaterThan(20);
  }

  @Test
  void blockOffer_givesUpAtItsVirtualDeadline() {
    try (var simulation = Simulation.of(1)) {
      var slow =
          simulation
              .system("patient")
              .spawn(
                  "slow",
                  ActorSpec.<String>of(
                          () -> (message, context) -> context.sleep(Duration.ofSeconds(4)))
                      .mailbox(1, new Overflow.Block(SECOND)));
      slow.tell("handled");
      simulation.settle();
      slow.tell("waits");
      assertThat(slow.tell("too many")).isInstanceOf(Offer.Full.class);
    }
  }

  @Test
  void thread_thatFails_failsTheTest() {
    try (var simulation = Simulation.of(1)) {
      simulation.thread(
          "caller",
          () -> {
            throw new IllegalArgumentException("no good");
          });
      assertThatThrownBy(simulation::settle)
          .isInstanceOf(AssertionError.class)
          .hasRootCauseMessage("no good");
    }
  }

  @Test
  void interrupt_endsAnAwait() {
    try (var simulation = Simulation.of(1)) {
      var system = simulation.system("closing");
      var sleeper =
          system.spawn(
              "sleeper",
              (String message, ActorContext<String> context) -> context.sleep(Duration.ofDays(1)));
      sleeper.tell("sleep");
      simulation.settle();
      system.close();
      assertThat(system.actors()).isEmpty();
      assertThat(system.accounts().failed()).isEqualTo(1);
    }
  }
}
