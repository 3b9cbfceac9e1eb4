package dev.parley.core.actor;

import static dev.parley.core.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.mailbox.Offer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ActorStopTest {
  private final ActorSystem system = ActorSystem.builder("stop").open();
  private final Gate gate = new Gate();
  private final List<String> handled = new CopyOnWriteArrayList<>();
  private final ActorRef<String> actor = system.spawn("actor", this::receive);

  private void receive(String message, ActorContext<String> context) {
    handled.add(message);
    if (message.equals("wait")) {
      gate.pass();
    } else if (message.equals("stop")) {
      context.stop();
    }
  }

  @BeforeEach
  void holdTheActorWithTwoMessagesWaiting() throws Exception {
    actor.tell("wait");
    gate.awaitEntered();
    actor.tell("one");
    actor.tell("two");
  }

  @AfterEach
  void close() {
    gate.open();
    system.close();
    assertThat(system.accounts().balanced()).as("%s", system.accounts()).isTrue();
  }

  @Test
  void stop_endsAfterTheCurrentMessage() {
    actor.stop();
    gate.open();
    await().until(() -> system.actors().isEmpty());
    assertThat(handled).containsExactly("wait");
    assertThat(system.deadLetters().count(DeadLetters.Reason.STOPPED)).isEqualTo(2);
  }

  @Test
  void drain_handlesWhatWaitsAndRefusesWhatComes() {
    actor.drain();
    assertThat(actor.tell("late")).isEqualTo(new Offer.Closed<String>());
    gate.open();
    await().until(() -> system.actors().isEmpty());
    assertThat(handled).containsExactly("wait", "one", "two");
    assertThat(system.deadLetters().count(DeadLetters.Reason.CLOSED)).isEqualTo(1);
    assertThat(system.deadLetters().count(DeadLetters.Reason.STOPPED)).isZero();
  }

  @Test
  void stop_afterDrain_wins() {
    actor.drain();
    actor.stop();
    gate.open();
    await().until(() -> system.actors().isEmpty());
    assertThat(handled).containsExactly("wait");
  }

  @Test
  void drain_afterStop_doesNotTakeItBack() {
    actor.stop();
    actor.drain();
    gate.open();
    await().until(() -> system.actors().isEmpty());
    assertThat(handled).containsExactly("wait");
  }

  @Test
  void contextStop_endsAfterTheCurrentMessage() {
    actor.tell("stop");
    actor.tell("dead");
    gate.open();
    await().until(() -> system.actors().isEmpty());
    assertThat(handled).containsExactly("wait", "one", "two", "stop");
    assertThat(system.deadLetters().count(DeadLetters.Reason.STOPPED)).isEqualTo(1);
  }

  @Test
  void drain_ofAnIdleActor_endsIt() {
    var idle = system.spawn("idle", this::receive);
    idle.drain();
    await()
        .until(() ->
            system.actors().stream().map(ActorStatus::name).toList().equals(List.of("actor")));
    assertThat(idle.tell("late")).isEqualTo(new Offer.Closed<String>());
  }

  @Test
  void actors_nameStateAndAccounts() {
    assertThat(system.actors())
        .singleElement()
        .satisfies(status -> {
          assertThat(status.name()).isEqualTo("actor");
          assertThat(status.state()).isEqualTo(ActorStatus.State.RUNNING);
          assertThat(status.accounts().queued()).isEqualTo(2);
          assertThat(status.accounts().running()).isEqualTo(1);
        });
    actor.drain();
    assertThat(system.actors().getFirst().state()).isEqualTo(ActorStatus.State.DRAINING);
  }
}
