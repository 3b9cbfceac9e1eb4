package dev.parley.core.actor;

import static dev.parley.core.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
@ParameterizedClass
@EnumSource(Scheduling.class)
final class ActorTimersTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualTime time = new ManualTime();
  private final ActorSystem system;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final Gate gate = new Gate();
  private final ActorRef<Object> actor;

  ActorTimersTest(Scheduling scheduling) {
    system = scheduling.system("timers").time(time).open();
    actor = system.spawn("actor", this::receive);
  }

  @AfterEach
  void close() {
    gate.open();
    system.close();
    assertThat(time.waiting()).isZero();
    assertThat(system.accounts().balanced()).as("%s", system.accounts()).isTrue();
  }

  @SuppressWarnings("unchecked") // tasks are this test's own
  private void receive(Object message, ActorContext<Object> context) {
    if (message instanceof Consumer<?> task) {
      ((Consumer<ActorContext<Object>>) task).accept(context);
    } else {
      heard.add(message.toString());
    }
  }

  /** Has the actor do something, and waits until it has. */
  private void does(Consumer<ActorContext<Object>> task) {
    var done = new CountDownLatch(1);
    actor.tell(task.andThen(context -> done.countDown()));
    await().until(() -> done.getCount() == 0);
  }

  private void hears(String... messages) {
    await().untilAsserted(() -> assertThat(heard).containsExactly(messages));
  }

  @Test
  void setTimer_deliversOnceAtItsTime() {
    does(context -> context.setTimer("key", SECOND, "tick"));
    time.pass(SECOND.minusNanos(1));
    does(context -> {});
    hears();
    time.pass(Duration.ofNanos(1));
    hears("tick");
    assertThat(time.waiting()).isZero();
  }

  @Test
  void setTimer_again_replaces() {
    does(context -> context.setTimer("key", SECOND, "old"));
    does(context -> context.setTimer("key", SECOND.multipliedBy(2), "new"));
    time.pass(SECOND.multipliedBy(5));
    hears("new");
  }

  @Test
  void cancelTimer_afterItsTimeHasCome_stillDeliversNothing() throws Exception {
    does(context -> context.setTimer("key", SECOND, "must not come"));
    actor.tell(
        (Consumer<ActorContext<Object>>)
            context -> {
              gate.pass();
              context.cancelTimer("key");
            });
    gate.awaitEntered();
    time.pass(SECOND);
    gate.open();
    does(context -> {});
    hears();
  }

  @Test
  void timer_goesAheadOfWhatWaits() throws Exception {
    does(context -> context.setTimer("key", SECOND, "tick"));
    actor.tell((Consumer<ActorContext<Object>>) context -> gate.pass());
    gate.awaitEntered();
    actor.tell("waits");
    time.pass(SECOND);
    gate.open();
    hears("tick", "waits");
  }

  @Test
  void setPeriodicTimer_keepsItsRate() {
    does(context -> context.setPeriodicTimer("key", SECOND, "tick"));
    for (int n = 1; n <= 3; n++) {
      time.pass(SECOND);
      int ticks = n;
      await().until(() -> heard.stream().filter("tick"::equals).count() == ticks);
    }
    does(context -> context.cancelTimer("key"));
    time.pass(SECOND.multipliedBy(3));
    does(context -> {});
    hears("tick", "tick", "tick");
  }

  @Test
  void setPeriodicTimer_whenTheActorIsLate_leavesOutWhatItMissed() throws Exception {
    does(context -> context.setPeriodicTimer("key", SECOND, "tick"));
    actor.tell((Consumer<ActorContext<Object>>) context -> gate.pass());
    gate.awaitEntered();
    time.pass(Duration.ofMillis(5500));
    gate.open();
    hears("tick");
    time.pass(Duration.ofMillis(499));
    does(context -> {});
    hears("tick");
    time.pass(Duration.ofMillis(1));
    hears("tick", "tick");
  }

  @Test
  void setReceiveTimeout_comesAfterEachQuietWhile() {
    does(context -> context.setReceiveTimeout(SECOND, "quiet"));
    time.pass(Duration.ofMillis(600));
    does(context -> {});
    time.pass(Duration.ofMillis(600));
    does(context -> {});
    hears();
    time.pass(SECOND);
    hears("quiet");
    time.pass(SECOND);
    hears("quiet", "quiet");
    does(context -> context.cancelReceiveTimeout());
    time.pass(SECOND.multipliedBy(3));
    does(context -> {});
    hears("quiet", "quiet");
  }

  @Test
  void timers_endWithTheActor() {
    does(context -> {
      context.setTimer("one", SECOND, "tick");
      context.setPeriodicTimer("two", SECOND, "tick");
      context.setReceiveTimeout(SECOND, "quiet");
    });
    assertThat(time.waiting()).isEqualTo(3);
    actor.stop();
    await().until(() -> system.actors().isEmpty());
    assertThat(time.waiting()).isZero();
  }

  @Test
  void timers_ofNoLength_areRefused() {
    does(context -> {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> context.setPeriodicTimer("key", Duration.ZERO, "tick"));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> context.setReceiveTimeout(Duration.ZERO, "tick"));
    });
  }

  @Test
  void sleep_waitsInsideTheHandler() throws Exception {
    try (var real = ActorSystem.builder("sleep").open()) {
      var sleeper =
          real.spawn(
              "sleeper",
              (String message, ActorContext<String> context) -> {
                context.sleep(Duration.ofMillis(20));
                heard.add("awake");
              });
      long began = System.nanoTime();
      sleeper.tell("go");
      await().until(() -> heard.contains("awake"));
      assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(20_000_000);
    }
  }
}
