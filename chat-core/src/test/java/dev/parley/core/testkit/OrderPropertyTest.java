package dev.parley.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.actor.Actor;
import dev.parley.core.actor.ActorContext;
import dev.parley.core.actor.ActorRef;
import dev.parley.core.actor.ActorSpec;
import dev.parley.core.actor.ActorSystem;
import dev.parley.core.actor.DeadLetters;
import dev.parley.core.actor.Directive;
import dev.parley.core.actor.Supervision;
import dev.parley.core.mailbox.Overflow;
import dev.parley.core.testkit.junit.SimulationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What holds whoever sends, whatever the mailbox does, and whatever becomes of the worker. */
class OrderPropertyTest {
  private static final int SENDERS = 4;
  private static final int EACH = 6;
  private static final Duration MOMENT = Duration.ofMillis(1);

  private sealed interface Work {
    record Numbered(int sender, int number) implements Work {}

    record Resume() implements Work {}
  }

  /** What becomes of the worker at its moment. */
  private enum Fate {
    NOTHING,
    FAILS_ON,
    RESTARTS,
    PUTS_ASIDE,
    STOPS,
    IS_STOPPED,
    IS_DRAINED
  }

  private final List<Work.Numbered> accepted = new ArrayList<>();
  private final List<Work.Numbered> seen = new ArrayList<>();

  @SimulationTest(seeds = 1000)
  void worker_handlesInOrder_onceAtMost_andLosesNothing(Simulation simulation) {
    accepted.clear();
    seen.clear();
    var system = simulation.system("property");
    var fate = Fate.values()[simulation.choose(Fate.values().length)];
    int moment = simulation.choose(SENDERS * EACH / 2);
    var worker = system.spawn("worker", spec(simulation, fate, moment));
    for (int sender = 0; sender < SENDERS; sender++) {
      send(simulation, system, worker, sender);
    }
    simulation.thread("fate", () -> meet(simulation, fate, moment, worker));
    simulation.advance(MOMENT.multipliedBy(1000));
    system.close();

    assertThat(accepted).doesNotHaveDuplicates().containsAll(seen);
    assertThat(seen).doesNotHaveDuplicates();
    for (int sender = 0; sender < SENDERS; sender++) {
      int from = sender;
      assertThat(seen.stream().filter(work -> work.sender() == from).map(Work.Numbered::number))
          .isSorted();
    }
    var letters = system.deadLetters();
    assertThat(accepted)
        .hasSize(
            Math.toIntExact(
                seen.size()
                    + letters.count(DeadLetters.Reason.EVICTED)
                    + letters.count(DeadLetters.Reason.STOPPED)));
  }

  private ActorSpec<Work> spec(Simulation simulation, Fate fate, int moment) {
    var overflow =
        switch (simulation.choose(4)) {
          case 0 -> new Overflow.Reject();
          case 1 -> new Overflow.DropOldest();
          case 2 -> new Overflow.DropNewest();
          default -> new Overflow.Block(MOMENT.multipliedBy(1 + simulation.choose(5)));
        };
    var backOff = MOMENT.multipliedBy(simulation.choose(3));
    var directive =
        fate == Fate.FAILS_ON
            ? new Directive.Resume()
            : new Directive.Restart(100, MOMENT.multipliedBy(1000), backOff, backOff);
    return ActorSpec.of(() -> new Worker(simulation, fate, moment))
        .mailbox(1 + simulation.choose(10), overflow)
        .stash(simulation.choose(10))
        .supervision(Supervision.of(directive));
  }

  /** Half of the senders are actors, which tell one message in a turn; the others are threads. */
  private void send(Simulation simulation, ActorSystem system, ActorRef<Work> to, int sender) {
    if (sender % 2 == 0) {
      simulation.thread(
          "sender-" + sender,
          () -> {
            for (int number = 0; number < EACH; number++) {
              tell(to, new Work.Numbered(sender, number));
            }
          });
      return;
    }
    ActorRef<Integer> actor =
        system.spawn(
            "sender-" + sender,
            (number, context) -> {
              tell(to, new Work.Numbered(sender, number));
              if (number + 1 < EACH) {
                context.self().tell(number + 1);
              }
            });
    actor.tell(0);
  }

  private void tell(ActorRef<Work> to, Work.Numbered work) {
    if (to.tell(work).accepted()) {
      accepted.add(work);
    }
  }

  private static void meet(Simulation simulation, Fate fate, int moment, ActorRef<Work> worker) {
    for (int n = 0; n < moment; n++) {
      simulation.pause();
    }
    switch (fate) {
      case IS_STOPPED -> worker.stop();
      case IS_DRAINED -> worker.drain();
      case NOTHING, FAILS_ON, RESTARTS, PUTS_ASIDE, STOPS -> {}
    }
  }

  private final class Worker implements Actor<Work> {
    private final Simulation simulation;
    private final Fate fate;
    private final int moment;
    private boolean aside;
    private boolean resumed;
    private int again = 2;

    Worker(Simulation simulation, Fate fate, int moment) {
      this.simulation = simulation;
      this.fate = fate;
      this.moment = moment;
    }

    @Override
    public void receive(Work work, ActorContext<Work> context) {
      switch (work) {
        case Work.Resume resume -> {
          resumed = true;
          context.unstashAll();
        }
        case Work.Numbered numbered -> {
          if (!putAside(context) && !putAsideAgain(context)) {
            handle(numbered, context);
          }
        }
      }
    }

    /** Puts all aside from its moment on for a while; what finds no room is handled out of turn. */
    private boolean putAside(ActorContext<Work> context) {
      if (fate != Fate.PUTS_ASIDE || resumed || seen.size() < moment) {
        return false;
      }
      if (!aside) {
        aside = true;
        context.setTimer("resume", MOMENT, new Work.Resume());
      }
      if (context.stash()) {
        return true;
      }
      context.stop(); // no order could be kept
      return false;
    }

    /** Puts two of those aside that were aside before, and takes them back while others wait. */
    private boolean putAsideAgain(ActorContext<Work> context) {
      if (!resumed || again == 0) {
        return false;
      }
      if (!context.stash()) {
        context.stop();
        return false;
      }
      if (--again == 0) {
        context.unstashAll();
      }
      return true;
    }

    private void handle(Work.Numbered numbered, ActorContext<Work> context) {
      seen.add(numbered);
      if (simulation.choose(8) == 0) {
        context.sleep(MOMENT);
      }
      if (seen.size() > moment && simulation.choose(3) == 0) {
        switch (fate) {
          case FAILS_ON, RESTARTS -> throw new IllegalStateException("planted");
          case STOPS -> context.stop();
          case NOTHING, PUTS_ASIDE, IS_STOPPED, IS_DRAINED -> {}
        }
      }
    }
  }
}
