package dev.parley.core.actor;

import static dev.parley.core.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.mailbox.Offer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ActorFailureTest {
  private final ActorSystem system = ActorSystem.builder("failure").open();
  private final Gate gate = new Gate();
  private final List<String> calls = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    system.close();
    assertThat(system.accounts().balanced()).as("%s", system.accounts()).isTrue();
  }

  private final class Failing implements Actor<String> {
    private final Runnable failure;

    Failing(Runnable failure) {
      this.failure = failure;
    }

    @Override
    public void receive(String message, ActorContext<String> context) {
      calls.add(message);
      switch (message) {
        case "wait" -> gate.pass();
        case "fail" -> failure.run();
        default -> {}
      }
    }

    @Override
    public void batchEnd(ActorContext<String> context) {
      calls.add("batchEnd");
    }

    @Override
    public void stopped() {
      calls.add("stopped");
    }
  }

  private ActorRef<String> failsWith(Runnable failure) throws InterruptedException {
    var actor = system.spawn("failing", new Failing(failure));
    actor.tell("wait");
    gate.awaitEntered();
    return actor;
  }

  private static void throwRuntime() {
    throw new IllegalStateException("meant");
  }

  private static void throwError() {
    throw new AssertionError("meant");
  }

  @Test
  void receive_thatThrows_stopsTheActorAndTheRestBecomeDeadLetters() throws Exception {
    var actor = failsWith(ActorFailureTest::throwRuntime);
    for (var message : List.of("good", "fail", "dead", "dead")) {
      actor.tell(message);
    }
    gate.open();
    await().until(() -> system.actors().isEmpty());
    assertThat(calls).containsExactly("wait", "good", "fail", "batchEnd", "stopped");
    assertThat(system.deadLetters().count(DeadLetters.Reason.STOPPED)).isEqualTo(2);
    assertThat(system.accounts().failed()).isEqualTo(1);
    assertThat(system.accounts().handled()).isEqualTo(2);
    assertThat(system.accounts().deadLettered()).isEqualTo(2);
  }

  @Test
  void receive_thatThrowsAnError_stopsTheActor() throws Exception {
    var actor = failsWith(ActorFailureTest::throwError);
    actor.tell("fail");
    gate.open();
    await().until(() -> system.actors().isEmpty());
    assertThat(calls).endsWith("fail", "batchEnd", "stopped");
    assertThat(system.accounts().failed()).isEqualTo(1);
  }

  @Test
  void tell_toAnActorThatFailed_answersClosed() throws Exception {
    var actor = failsWith(ActorFailureTest::throwRuntime);
    actor.tell("fail");
    gate.open();
    await().until(() -> system.actors().isEmpty());
    assertThat(actor.tell("late")).isEqualTo(new Offer.Closed<String>());
    assertThat(system.deadLetters().count(DeadLetters.Reason.CLOSED)).isEqualTo(1);
  }

  @Test
  void receive_thatThrows_harmsNoOtherActor() throws Exception {
    var heard = new CopyOnWriteArrayList<String>();
    var other =
        system.spawn("other", (String message, ActorContext<String> c) -> heard.add(message));
    failsWith(ActorFailureTest::throwRuntime).tell("fail");
    gate.open();
    await().until(() -> system.actors().size() == 1);
    assertThat(other.tell("hello").accepted()).isTrue();
    await().until(() -> heard.contains("hello"));
  }

  @Test
  void batchEnd_thatThrows_stopsTheActor() {
    var actor =
        system.spawn(
            "failing",
            new Actor<String>() {
              @Override
              public void receive(String message, ActorContext<String> context) {}

              @Override
              public void batchEnd(ActorContext<String> context) {
                throw new IllegalStateException("meant");
              }

              @Override
              public void stopped() {
                calls.add("stopped");
                throw new IllegalStateException("meant");
              }
            });
    actor.tell("one");
    await().until(() -> system.actors().isEmpty());
    assertThat(calls).containsExactly("stopped");
    assertThat(system.accounts().handled()).isEqualTo(1);
  }

  @Test
  void spawn_underTheNameOfAnActorThatFailed_succeeds() throws Exception {
    failsWith(ActorFailureTest::throwRuntime).tell("fail");
    gate.open();
    await().until(() -> system.actors().isEmpty());
    var again = system.spawn("failing", new Failing(() -> {}));
    assertThat(again.tell("hello").accepted()).isTrue();
    await().until(() -> calls.contains("hello"));
  }
}
