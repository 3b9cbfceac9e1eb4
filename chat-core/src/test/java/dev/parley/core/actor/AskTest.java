package dev.parley.core.actor;

import static dev.parley.core.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.core.mailbox.Offer;
import dev.parley.core.mailbox.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
@ParameterizedClass
@EnumSource(Scheduling.class)
final class AskTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ManualTime time = new ManualTime();
  private final ActorSystem system;
  private final Gate gate = new Gate();
  private final List<Recipient<Integer>> kept = new CopyOnWriteArrayList<>();

  AskTest(Scheduling scheduling) {
    system = scheduling.system("ask").time(time).open();
  }

  @AfterEach
  void close() {
    gate.open();
    system.close();
    assertThat(system.accounts().balanced()).as("%s", system.accounts()).isTrue();
  }

  private sealed interface Question {
    record Get(Recipient<Integer> replyTo) implements Question {}

    record Keep(Recipient<Integer> replyTo) implements Question {}

    record Fail(Recipient<Integer> replyTo) implements Question {}

    record Hold(Recipient<Integer> replyTo) implements Question {}

    record Forward(Recipient<Integer> replyTo, List<ActorRef<Question>> path) implements Question {}
  }

  private void receive(Question question, ActorContext<Question> context) {
    switch (question) {
      case Question.Get(var replyTo) -> replyTo.tell(42);
      case Question.Keep(var replyTo) -> kept.add(replyTo);
      case Question.Fail fail -> throw new IllegalStateException("meant");
      case Question.Hold hold -> gate.pass();
      case Question.Forward(var replyTo, var path) -> {
        var rest = path.subList(1, path.size());
        var next = path.getFirst();
        int answer =
            rest.isEmpty()
                ? next.<Integer>ask(Question.Get::new, LONG).await()
                : next.<Integer>ask(to -> new Question.Forward(to, rest), LONG).await();
        replyTo.tell(answer);
      }
    }
  }

  private ActorRef<Question> actor(String name) {
    return system.spawn(name, this::receive);
  }

  private static AskException failure(Reply<Integer> reply) {
    return catchThrowableOfType(AskException.class, reply::await);
  }

  @Test
  void await_answers() {
    assertThat(actor("target").<Integer>ask(Question.Get::new, LONG).await()).isEqualTo(42);
    await().until(() -> time.waiting() == 0); // who answers puts the deadline away, a moment later
  }

  @Test
  void ask_pastItsDeadline_failsNamingTargetQuestionAndAsker() {
    var reply = actor("target").<Integer>ask(Question.Keep::new, Duration.ofSeconds(3));
    await().until(() -> kept.size() == 1);
    time.pass(Duration.ofSeconds(3).minusNanos(1));
    assertThat(reply.isDone()).isFalse();
    time.pass(Duration.ofNanos(1));
    assertThat(failure(reply).reason()).isEqualTo(AskException.Reason.TIMED_OUT);
    assertThat(failure(reply)).hasMessage("outside asked target Keep: no answer within PT3S");
  }

  @Test
  void answer_thatComesLate_isADeadLetter() {
    var reply = actor("target").<Integer>ask(Question.Keep::new, Duration.ofSeconds(3));
    await().until(() -> kept.size() == 1);
    time.pass(Duration.ofSeconds(3));
    assertThat(kept.getFirst().tell(1)).isEqualTo(new Offer.Closed<Integer>());
    assertThat(system.deadLetters().count(DeadLetters.Reason.LATE_REPLY)).isEqualTo(1);
    assertThat(reply.isDone()).isTrue();
  }

  @Test
  void answer_givenTwice_countsOnce() {
    var reply = actor("target").<Integer>ask(Question.Keep::new, LONG);
    await().until(() -> kept.size() == 1);
    assertThat(kept.getFirst().tell(1).accepted()).isTrue();
    assertThat(kept.getFirst().tell(2).accepted()).isFalse();
    assertThat(reply.await()).isEqualTo(1);
  }

  @Test
  void ask_ofAnActorThatEndsWithoutAnswer_failsAtOnce() {
    var target = actor("target");
    var reply = target.<Integer>ask(Question.Keep::new, LONG);
    await().until(() -> kept.size() == 1);
    target.stop();
    assertThat(failure(reply).reason()).isEqualTo(AskException.Reason.STOPPED);
  }

  @Test
  void ask_thatStillWaitsWhenItsTargetEnds_failsAtOnce() throws Exception {
    var target = actor("target");
    target.tell(new Question.Hold(answer -> new Offer.Closed<>()));
    gate.awaitEntered();
    var reply = target.<Integer>ask(Question.Get::new, LONG);
    target.stop();
    gate.open();
    assertThat(failure(reply).reason()).isEqualTo(AskException.Reason.STOPPED);
  }

  @Test
  void ask_thatTheTargetFailsOn_failsAtOnceNamingTheFailure() {
    var failure = failure(actor("target").ask(Question.Fail::new, LONG));
    assertThat(failure.reason()).isEqualTo(AskException.Reason.FAILED);
    assertThat(failure).hasMessageContaining("IllegalStateException").hasMessageContaining("meant");
  }

  @Test
  void ask_ofAnEndedActor_fails() {
    var target = actor("target");
    target.stop();
    await().until(() -> system.actors().isEmpty());
    assertThat(failure(target.ask(Question.Get::new, LONG)).reason())
        .isEqualTo(AskException.Reason.STOPPED);
  }

  @Test
  void ask_ofAFullActor_fails() throws Exception {
    var target = Spawn.in(system, "full", this::receive, 1, new Overflow.Reject());
    target.tell(new Question.Hold(answer -> new Offer.Closed<>()));
    gate.awaitEntered();
    target.tell(new Question.Keep(answer -> new Offer.Closed<>()));
    assertThat(failure(target.ask(Question.Get::new, LONG)).reason())
        .isEqualTo(AskException.Reason.FULL);
  }

  @Test
  void ask_thatIsEvicted_fails() throws Exception {
    var target = Spawn.in(system, "full", this::receive, 1, new Overflow.DropOldest());
    target.tell(new Question.Hold(answer -> new Offer.Closed<>()));
    gate.awaitEntered();
    var reply = target.<Integer>ask(Question.Get::new, LONG);
    target.tell(new Question.Keep(answer -> new Offer.Closed<>()));
    assertThat(failure(reply).reason()).isEqualTo(AskException.Reason.FULL);
  }

  @Test
  void ask_withoutADeadline_isRefusedNamingIt() {
    var target = actor("target");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> target.<Integer>ask(Question.Get::new, Duration.ZERO))
        .withMessageContaining("PT0S");
  }

  @Test
  void await_inAHandler_letsOthersGoOn() throws Exception {
    var last = actor("last");
    var chain = new ArrayList<ActorRef<Question>>();
    for (int i = 0; i < 10; i++) {
      chain.add(actor("link-" + i));
    }
    chain.add(last);
    var first = actor("first");
    assertThat(first.<Integer>ask(to -> new Question.Forward(to, chain), LONG).await())
        .isEqualTo(42);
  }

  @Test
  void await_thatClosesACycle_failsAtOnceNamingTheActors() {
    for (int length : new int[] {1, 2, 3, 5}) {
      var ring = new ArrayList<ActorRef<Question>>();
      for (int i = 0; i < length; i++) {
        ring.add(actor("ring-" + length + "-" + i));
      }
      var first = ring.removeFirst();
      ring.add(first);
      var failure = failure(first.ask(to -> new Question.Forward(to, ring), LONG));
      assertThat(failure.reason()).isEqualTo(AskException.Reason.FAILED);
      assertThat(failure).hasMessageContaining("they wait for each other");
      for (var member : ring) {
        assertThat(failure).hasMessageContaining(member.name());
      }
    }
  }

  @Test
  void pipeTo_sendsTheAnswerOrTheFailureOn() throws Exception {
    var heard = new CopyOnWriteArrayList<String>();
    var listener =
        system.spawn("listener", (String message, ActorContext<String> c) -> heard.add(message));
    var target = actor("target");
    target.<Integer>ask(Question.Get::new, LONG).pipeTo(listener, n -> "got " + n, e -> "none");
    target
        .<Integer>ask(Question.Fail::new, LONG)
        .pipeTo(listener, n -> "got " + n, e -> e.reason().name());
    await().until(() -> heard.size() == 2);
    assertThat(heard).containsExactlyInAnyOrder("got 42", "FAILED");
  }

  @Test
  void pipeTo_whenRefused_isADeadLetter() {
    var listener = system.spawn("listener", (String message, ActorContext<String> c) -> {});
    listener.stop();
    await().until(() -> system.actors().isEmpty());
    actor("target").<Integer>ask(Question.Get::new, LONG).pipeTo(listener, n -> "n", e -> "e");
    await().until(() -> system.deadLetters().count(DeadLetters.Reason.REPLY_REFUSED) == 1);
  }

  @Test
  void await_interrupted_failsAndStaysInterrupted() throws Exception {
    var reply = actor("target").<Integer>ask(Question.Keep::new, LONG);
    var outcome = new CompletableFuture<AskException.Reason>();
    var flag = new CompletableFuture<Boolean>();
    var thread =
        Thread.startVirtualThread(() -> {
          outcome.complete(failure(reply).reason());
          flag.complete(Thread.currentThread().isInterrupted());
        });
    thread.interrupt();
    assertThat(outcome.get(10, TimeUnit.SECONDS)).isEqualTo(AskException.Reason.INTERRUPTED);
    assertThat(flag.get(10, TimeUnit.SECONDS)).isTrue();
  }
}
