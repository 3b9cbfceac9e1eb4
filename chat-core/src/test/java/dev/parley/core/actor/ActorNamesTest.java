package dev.parley.core.actor;

import static dev.parley.core.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.mailbox.Overflow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ActorNamesTest {
  private final ActorSystem system = ActorSystem.builder("names").open();

  @AfterEach
  void close() {
    system.close();
  }

  private static void ignore(String message, ActorContext<String> context) {}

  @Test
  void spawn_underALiveActorsName_throwsNamingIt() {
    system.spawn("ann", ActorNamesTest::ignore);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> system.spawn("ann", ActorNamesTest::ignore))
        .withMessageContaining("ann");
    assertThat(system.actors()).hasSize(1);
  }

  @Test
  void spawn_underAnEndedActorsName_succeeds() {
    system.spawn("ann", ActorNamesTest::ignore).stop();
    await().until(() -> system.actors().isEmpty());
    assertThat(system.spawn("ann", ActorNamesTest::ignore).name()).isEqualTo("ann");
  }

  @Test
  void spawn_withoutRoomForAMessage_throwsAndTakesNoName() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Spawn.in(system, "ann", ActorNamesTest::ignore, 0, new Overflow.Reject()));
    assertThat(system.actors()).isEmpty();
    system.spawn("ann", ActorNamesTest::ignore);
    assertThat(system.actors()).hasSize(1);
  }

  @Test
  void actors_areOrderedByName() {
    system.spawn("bob", ActorNamesTest::ignore);
    system.spawn("ann", ActorNamesTest::ignore);
    assertThat(system.actors()).extracting(ActorStatus::name).containsExactly("ann", "bob");
  }

  @Test
  void thread_ofAnActorWithItsOwn_hasItsName() {
    var dispatcher = Dispatcher.threadPerActor();
    try (var plain = ActorSystem.builder("names").dispatcher(dispatcher).open()) {
      plain.spawn("ann", ActorNamesTest::ignore);
      await().until(() -> plain.threads().live().size() == 1);
      assertThat(plain.threads().live()).extracting(Thread::getName).containsExactly("ann");
      assertThat(plain.threads().live()).allMatch(Thread::isVirtual);
    }
  }
}
