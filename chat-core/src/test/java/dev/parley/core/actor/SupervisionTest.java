package dev.parley.core.actor;

import static dev.parley.core.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
@ParameterizedClass
@EnumSource(Scheduling.class)
final class SupervisionTest {
  private static final Directive.Restart OFTEN =
      new Directive.Restart(1000, Duration.ofSeconds(10));

  private final ManualTime time = new ManualTime();
  private final ActorSystem system;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger made = new AtomicInteger();
  private final Gate gate = new Gate();

  SupervisionTest(Scheduling scheduling) {
    system = scheduling.system("supervision").time(time).open();
  }

  @AfterEach
  void close() {
    system.close();
    assertThat(system.accounts().balanced()).as("%s", system.accounts()).isTrue();
  }

  private final class Fragile implements Actor<String> {
    private final int generation = made.incrementAndGet();
    private int handled;

    @Override
    public void started(ActorContext<String> context) {
      calls.add("started " + generation);
    }

    @Override
    public void receive(String message, ActorContext<String> context) {
      handled++;
      calls.add(generation + "." + handled + " " + message);
      switch (message) {
        case "wait" -> gate.pass();
        case "exception" -> throw new IllegalStateException("meant");
        case "argument" -> throw new IllegalArgumentException("meant");
        case "error" -> throw new AssertionError("meant");
        default -> {}
      }
    }

    @Override
    public void stopped() {
      calls.add("stopped " + generation);
    }
  }

  private ActorRef<String> fragile(Directive directive) {
    return fragile(Supervision.of(directive));
  }

  private ActorRef<String> fragile(Supervision supervision) {
    var spec = ActorSpec.<String>of(Fragile::new).supervision(supervision);
    return system.spawn("fragile", spec);
  }

  private static void tell(ActorRef<String> actor, String... messages) {
    for (var message : messages) {
      assertThat(actor.tell(message).accepted()).isTrue();
    }
  }

  private void awaitCalls(String... expected) {
    await().untilAsserted(() -> assertThat(calls).containsExactly(expected));
  }

  @Test
  void resume_keepsTheStateAndGoesOn() {
    tell(fragile(new Directive.Resume()), "a", "exception", "b");
    awaitCalls("started 1", "1.1 a", "1.2 exception", "1.3 b");
    assertThat(system.deadLetters().count(DeadLetters.Reason.FAILED)).isEqualTo(1);
    await().until(() -> system.accounts().failed() == 1 && system.accounts().handled() == 2);
  }

  @Test
  void restart_keepsTheMailboxAndItsOrder() throws Exception {
    var actor = fragile(OFTEN);
    tell(actor, "wait");
    gate.awaitEntered();
    tell(actor, "exception", "b", "exception", "c", "d");
    gate.open();
    awaitCalls(
        "started 1",
        "1.1 wait",
        "1.2 exception",
        "stopped 1",
        "started 2",
        "2.1 b",
        "2.2 exception",
        "stopped 2",
        "started 3",
        "3.1 c",
        "3.2 d");
  }

  @Test
  void restart_tooOften_stopsAndTellsWhy() {
    var seen = new CopyOnWriteArrayList<Signal>();
    var actor = fragile(new Directive.Restart(2, Duration.ofSeconds(10)));
    watch(actor, seen);
    for (int i = 0; i < 3; i++) {
      actor.tell("exception");
    }
    await().until(() -> seen.size() == 1);
    assertThat(seen.getFirst())
        .isInstanceOfSatisfying(
            Signal.Terminated.class,
            terminated -> {
              assertThat(terminated.ref()).isEqualTo(actor);
              assertThat(terminated.cause()).isInstanceOf(Signal.Cause.Failed.class);
            });
    assertThat(made).hasValue(3);
  }

  private void watch(ActorRef<String> actor, List<Signal> seen) {
    var watching = new CountDownLatch(1);
    system.spawn(
        "watcher",
        new Actor<String>() {
          @Override
          public void started(ActorContext<String> context) {
            context.watch(actor);
            watching.countDown();
          }

          @Override
          public void receive(String message, ActorContext<String> context) {}

          @Override
          public void signal(Signal signal, ActorContext<String> context) {
            seen.add(signal);
          }
        });
    await().until(() -> watching.getCount() == 0);
  }

  @Test
  void restart_afterThePeriod_isAllowedAgain() {
    var actor = fragile(new Directive.Restart(1, Duration.ofSeconds(10)));
    tell(actor, "exception");
    await().until(() -> calls.contains("started 2"));
    time.pass(Duration.ofSeconds(10));
    tell(actor, "exception", "alive");
    await().until(() -> calls.contains("3.1 alive"));
  }

  @Test
  void restart_withBackOff_waitsTwiceAsLongEachTime() {
    var actor =
        fragile(
            new Directive.Restart(
                10, Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofSeconds(3)));
    await().until(() -> made.get() == 1);
    for (int seconds : new int[] {1, 2, 3, 3}) {
      int before = made.get();
      tell(actor, "exception");
      await().until(() -> time.waiting() == 1);
      time.pass(Duration.ofSeconds(seconds).minusNanos(1));
      assertThat(system.actors().getFirst().state()).isEqualTo(ActorStatus.State.RESTARTING);
      assertThat(made).hasValue(before);
      time.pass(Duration.ofNanos(1));
      await().until(() -> made.get() == before + 1);
    }
  }

  @Test
  void stop_whileTheRestartWaits_ends() {
    var actor =
        fragile(
            new Directive.Restart(
                10, Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofSeconds(1)));
    tell(actor, "exception");
    await().until(() -> time.waiting() == 1);
    tell(actor, "waits");
    actor.stop();
    await().until(() -> system.actors().isEmpty());
    awaitCalls("started 1", "1.1 exception", "stopped 1");
    assertThat(system.deadLetters().count(DeadLetters.Reason.STOPPED)).isEqualTo(1);
  }

  @Test
  void error_stopsUnlessARuleNamesIt() {
    var actor = fragile(new Directive.Resume());
    tell(actor, "error");
    await().until(() -> system.actors().isEmpty());
    var cured =
        fragile(
            Supervision.of(new Directive.Stop())
                .when(AssertionError.class, new Directive.Resume()));
    tell(cured, "error", "alive");
    await().until(() -> calls.contains("2.2 alive"));
  }

  @Test
  void when_decidesByTypeAndTheFirstRuleThatFits() {
    var actor =
        fragile(Supervision.of(OFTEN).when(IllegalArgumentException.class, new Directive.Resume()));
    tell(actor, "argument", "exception", "alive");
    await().until(() -> calls.contains("2.1 alive"));
    assertThat(calls).containsSubsequence("1.1 argument", "1.2 exception", "started 2");
  }

  @Test
  void when_coveredByAnEarlierRule_isRefused() {
    var supervision = Supervision.STOP.when(RuntimeException.class, new Directive.Resume());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> supervision.when(IllegalStateException.class, new Directive.Stop()))
        .withMessageContaining("java.lang.RuntimeException");
  }

  @Test
  void restart_whoseMakingFails_triesAgainUntilItsBudgetIsSpent() {
    var spec =
        ActorSpec.<String>of(
                () -> {
                  made.incrementAndGet();
                  throw new IllegalStateException("meant");
                })
            .supervision(Supervision.of(new Directive.Restart(3, Duration.ofSeconds(10))));
    system.spawn("stillborn", spec);
    await().until(() -> system.actors().isEmpty());
    assertThat(made).hasValue(4);
  }

  @Test
  void started_thatThrowsUnderResume_stops() {
    var spec =
        ActorSpec.<String>of(
                () -> {
                  throw new IllegalStateException("meant");
                })
            .supervision(Supervision.of(new Directive.Resume()));
    system.spawn("stillborn", spec);
    await().until(() -> system.actors().isEmpty());
  }

  @Test
  void restart_keepsTheStashAndEndsTheTimers() throws Exception {
    var heard = new CopyOnWriteArrayList<String>();
    var spec =
        ActorSpec.<String>of(() ->
                new Actor<String>() {
                  @Override
                  public void receive(String message, ActorContext<String> context) {
                    switch (message) {
                      case "fail" -> throw new IllegalStateException("meant");
                      case "timer" ->
                          context.setTimer("key", Duration.ofSeconds(1), "must not come");
                      case "unstash" -> context.unstashAll();
                      case "later 1", "later 2" -> {
                        if (!heard.contains("unstash")) {
                          context.stash();
                          return;
                        }
                      }
                      default -> {}
                    }
                    heard.add(message);
                  }
                })
            .supervision(Supervision.of(OFTEN));
    var actor = system.spawn("stashing", spec);
    tell(actor, "timer", "later 1", "later 2", "fail", "unstash", "last");
    await().until(() -> heard.contains("last"));
    assertThat(heard).containsExactly("timer", "unstash", "later 1", "later 2", "last");
    assertThat(time.waiting()).isZero();
  }

  @Test
  void restart_ofNonsense_isRefusedNamingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Directive.Restart(0, Duration.ofSeconds(1)))
        .withMessageContaining("0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Directive.Restart(1, Duration.ZERO))
        .withMessageContaining("PT0S");
  }
}
