package dev.parley.core.actor;

import static dev.parley.core.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.parley.core.mailbox.Overflow;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever one actor does, the others go on. */
@Timeout(30)
@ParameterizedClass
@EnumSource(Scheduling.class)
final class HostileActorTest {
  private final ActorSystem system;
  private final AtomicInteger polite = new AtomicInteger();
  private final ActorRef<String> bystander;

  HostileActorTest(Scheduling scheduling) {
    system = scheduling.system("hostile").open();
    bystander =
        system.spawn("bystander", (String m, ActorContext<String> c) -> polite.incrementAndGet());
  }

  @AfterEach
  void close() {
    system.close(Duration.ofMillis(200));
    await().until(() -> system.threads().live().isEmpty());
    assertThat(system.accounts().balanced()).as("%s", system.accounts()).isTrue();
  }

  private void assertOthersGoOn() {
    int before = polite.get();
    for (int i = 0; i < 100; i++) {
      assertThat(bystander.tell("hello").accepted()).isTrue();
    }
    await().until(() -> polite.get() == before + 100);
  }

  @Test
  void manyThatBlockForEver_costNobodyElse() throws Exception {
    var entered = new CountDownLatch(50);
    for (int i = 0; i < 50; i++) {
      var blocked =
          system.spawn(
              "blocked-" + i,
              (String message, ActorContext<String> c) -> {
                entered.countDown();
                try {
                  new CountDownLatch(1).await();
                } catch (InterruptedException closing) {
                  Thread.currentThread().interrupt();
                }
              });
      blocked.tell("go");
    }
    entered.await();
    assertOthersGoOn();
  }

  @Test
  void oneThatNeverYields_costsNoOtherProcessor() {
    var stop = new AtomicBoolean();
    var spinning = new AtomicBoolean();
    var spinner =
        system.spawn(
            "spinner",
            (String message, ActorContext<String> c) -> {
              spinning.set(true);
              while (!stop.get()) {
                Thread.onSpinWait();
              }
            });
    spinner.tell("go");
    try {
      await().until(spinning::get);
      assertOthersGoOn();
    } finally {
      stop.set(true);
    }
  }

  @Test
  void oneThatMakesAnotherReadyAndThenNeverYields_doesNotHoldItBack() {
    var stop = new AtomicBoolean();
    var spinner =
        system.spawn(
            "spinner",
            (String message, ActorContext<String> c) -> {
              bystander.tell("from the spinner");
              while (!stop.get()) {
                Thread.onSpinWait();
              }
            });
    spinner.tell("go");
    try {
      await().until(() -> polite.get() == 1);
    } finally {
      stop.set(true);
    }
  }

  @Test
  void oneThatFloodsItself_isRefusedBeyondItsReserve() {
    var refused = new AtomicInteger();
    var accepted = new AtomicInteger();
    var flooder =
        Spawn.in(
            system,
            "flooder",
            (String message, ActorContext<String> context) -> {
              for (int i = 0; i < 100; i++) {
                if (context.self().tell(message).accepted()) {
                  accepted.incrementAndGet();
                } else {
                  refused.incrementAndGet();
                }
              }
              if (refused.get() > 10_000) {
                context.stop();
              }
            },
            10,
            new Overflow.Reject());
    flooder.tell("go");
    assertOthersGoOn();
    await().until(() -> system.actors().size() == 1);
    assertThat(refused.get()).isGreaterThan(10_000);
    assertThat(accepted.get()).isGreaterThanOrEqualTo(20);
  }

  @Test
  void oneThatThrowsAnErrorFromEverywhere_endsAlone() {
    system
        .spawn(
            "broken",
            new Actor<String>() {
              @Override
              public void started(ActorContext<String> context) {}

              @Override
              public void receive(String message, ActorContext<String> context) {
                throw new StackOverflowError("meant");
              }

              @Override
              public void batchEnd(ActorContext<String> context) {
                throw new StackOverflowError("meant");
              }

              @Override
              public void stopped() {
                throw new StackOverflowError("meant");
              }
            })
        .tell("go");
    await().until(() -> system.actors().size() == 1);
    assertOthersGoOn();
  }

  @Test
  void tell_null_isRefusedAndCountedNowhere() {
    var before = system.accounts().offered();
    assertThatNullPointerException().isThrownBy(() -> bystander.tell(nothing()));
    assertThat(system.accounts().offered()).isEqualTo(before);
  }

  @SuppressWarnings("NullAway") // what a caller without null checks may do
  private static String nothing() {
    return null;
  }

  @Test
  void stop_goesAheadOfAFullMailbox() throws Exception {
    var gate = new Gate();
    var handled = new AtomicInteger();
    var busy =
        Spawn.in(
            system,
            "busy",
            (String message, ActorContext<String> c) -> {
              handled.incrementAndGet();
              gate.pass();
            },
            1000,
            new Overflow.DropOldest());
    busy.tell("first");
    gate.awaitEntered();
    for (int i = 0; i < 2000; i++) {
      busy.tell("waits");
    }
    busy.stop();
    gate.open();
    await().until(() -> system.actors().size() == 1);
    assertThat(handled).hasValue(1);
    assertThat(system.deadLetters().count(DeadLetters.Reason.EVICTED)).isEqualTo(1000);
    assertThat(system.deadLetters().count(DeadLetters.Reason.STOPPED)).isEqualTo(1000);
  }
}
