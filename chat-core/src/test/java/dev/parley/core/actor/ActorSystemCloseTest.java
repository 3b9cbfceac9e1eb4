package dev.parley.core.actor;

import static dev.parley.core.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parley.core.mailbox.Offer;
import dev.parley.core.mailbox.Overflow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class ActorSystemCloseTest {
  private final Threads threads = new Threads();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void close_handlesWhatWaits(int messages) {
    var handled = new AtomicInteger();
    var system = ActorSystem.builder("close").threads(threads).open();
    var actor =
        Spawn.in(
            system,
            "actor",
            (String message, ActorContext<String> c) -> handled.incrementAndGet(),
            messages,
            new Overflow.Block(Duration.ofSeconds(10)));
    for (int i = 0; i < messages; i++) {
      actor.tell("message");
    }
    system.close();
    assertThat(handled).hasValue(messages);
    assertThat(actor.tell("late")).isEqualTo(new Offer.Closed<String>());
    await().until(() -> threads.live().isEmpty());
  }

  @Test
  void close_interruptsAStuckActorAtTheDeadline() throws Exception {
    var interrupted = new CountDownLatch(1);
    var entered = new CountDownLatch(1);
    var system = ActorSystem.builder("close").threads(threads).open();
    var actor =
        system.spawn(
            "stuck",
            (String message, ActorContext<String> c) -> {
              entered.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException meant) {
                interrupted.countDown();
              }
            });
    actor.tell("sticks");
    entered.await();
    actor.tell("dead");
    long began = System.nanoTime();
    system.close(Duration.ofMillis(100));
    var took = Duration.ofNanos(System.nanoTime() - began);
    assertThat(took).isBetween(Duration.ofMillis(99), Duration.ofSeconds(5));
    interrupted.await();
    await().until(() -> threads.live().isEmpty());
    assertThat(system.deadLetters().count(DeadLetters.Reason.STOPPED)).isEqualTo(1);
    assertThat(system.accounts().balanced()).isTrue();
  }

  @Test
  void close_withManyStuckActors_keepsOneDeadline() throws Exception {
    int actors = 20;
    var entered = new CountDownLatch(actors);
    var system = ActorSystem.builder("close").threads(threads).open();
    for (int i = 0; i < actors; i++) {
      system
          .spawn(
              "stuck-" + i,
              (String message, ActorContext<String> c) -> {
                entered.countDown();
                try {
                  new CountDownLatch(1).await();
                } catch (InterruptedException meant) {
                  Thread.currentThread().interrupt();
                }
              })
          .tell("sticks");
    }
    entered.await();
    long began = System.nanoTime();
    system.close(Duration.ofMillis(200));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    await().until(() -> threads.live().isEmpty());
  }

  @Test
  void close_ofIdleActors_leavesNoThread() {
    var stopped = new CopyOnWriteArrayList<String>();
    var system = ActorSystem.builder("close").threads(threads).open();
    for (int i = 0; i < 10; i++) {
      var name = "actor-" + i;
      system.spawn(
          name,
          new Actor<String>() {
            @Override
            public void receive(String message, ActorContext<String> context) {}

            @Override
            public void stopped() {
              stopped.add(name);
            }
          });
    }
    system.time().schedule(Duration.ofDays(1), () -> {});
    assertThat(system.actors()).hasSize(10);
    system.close();
    system.close();
    assertThat(stopped).hasSize(10);
    assertThat(system.actors()).isEmpty();
    await().until(() -> threads.live().isEmpty());
  }

  @Test
  void spawn_afterClose_throwsAndLeavesNothing() {
    var system = ActorSystem.builder("close").threads(threads).open();
    system.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> system.spawn("late", (String m, ActorContext<String> c) -> {}))
        .withMessageContaining("late");
    assertThat(system.actors()).isEmpty();
    assertThat(threads.live()).isEmpty();
  }

  @Test
  void close_byAnInterruptedThread_stillEndsTheActors() {
    var system = ActorSystem.builder("close").threads(threads).open();
    for (var name : List.of("a", "b", "c")) {
      system.spawn(name, (String m, ActorContext<String> c) -> {});
    }
    Thread.currentThread().interrupt();
    system.close();
    assertThat(Thread.interrupted()).isTrue();
    await().until(() -> threads.live().isEmpty() && system.actors().isEmpty());
  }
}
