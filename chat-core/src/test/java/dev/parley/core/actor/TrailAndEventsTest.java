package dev.parley.core.actor;

import static dev.parley.core.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be learnt of messages afterwards: trails, dead letters, and the Flight Recorder. */
@Timeout(60)
final class TrailAndEventsTest {
  private final ActorSystem system = ActorSystem.builder("trail").open();
  private final List<DeadLetter> letters = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    system.close();
  }

  private record First(int left) {}

  /** Sends a smaller number on, in turns, and fails at zero. */
  private record Relay(AtomicReference<ActorRef<First>> other) implements Actor<First> {
    @Override
    public void receive(First message, ActorContext<First> context) {
      if (message.left() == 0) {
        throw new IllegalStateException("meant");
      }
      other.get().tell(new First(message.left() - 1));
    }
  }

  private ActorRef<First> relay() {
    var ping = new AtomicReference<ActorRef<First>>();
    var pong = new AtomicReference<ActorRef<First>>();
    ping.set(system.spawn("ping", new Relay(pong)));
    pong.set(system.spawn("pong", new Relay(ping)));
    return ping.get();
  }

  private void subscribe() {
    system
        .deadLetters()
        .subscribe(
            system.spawn(
                "undertaker",
                (DeadLetter letter, ActorContext<DeadLetter> c) -> letters.add(letter)));
  }

  @Test
  void trail_ofAFailure_namesTheChainThatLedToIt() {
    subscribe();
    relay().tell(new First(3));
    await().until(() -> letters.size() == 1);
    assertThat(letters.getFirst().reason()).isEqualTo(DeadLetters.Reason.FAILED);
    assertThat(letters.getFirst().recipient()).isEqualTo("pong");
    assertThat(letters.getFirst().message()).isEqualTo(new First(0));
    assertThat(letters.getFirst().trail())
        .hasToString(
            "First to pong#2, caused by First to ping#2, caused by First to pong#1, "
                + "caused by First to ping#1");
  }

  @Test
  void trail_ofALongChain_isBounded() {
    subscribe();
    relay().tell(new First(1000));
    await().until(() -> letters.size() == 1);
    assertThat(letters.getFirst().trail().links().size()).isBetween(Trail.SURE, Trail.LONGEST + 1);
    assertThat(letters.getFirst().trail().links().getFirst())
        .isEqualTo(new Trail.Link("ping", 501, "First"));
  }

  @Test
  void deadLetters_toASubscriberThatEnded_areNoLongerTold() {
    var gone = system.spawn("gone", (DeadLetter letter, ActorContext<DeadLetter> c) -> {});
    system.deadLetters().subscribe(gone);
    gone.stop();
    await().until(() -> system.actors().isEmpty());
    var target = system.spawn("target", (String m, ActorContext<String> c) -> {});
    target.stop();
    await().until(() -> system.actors().isEmpty());
    target.tell("one");
    target.tell("two");
    assertThat(system.deadLetters().untold()).isEqualTo(1);
    assertThat(system.deadLetters().count(DeadLetters.Reason.CLOSED)).isEqualTo(3);
  }

  @Test
  void flightRecorder_isToldOfMessagesDropsRestartsAndLongHandlers(@TempDir Path folder)
      throws Exception {
    var file = folder.resolve("actors.jfr");
    try (var recording = new Recording()) {
      recording.enable("dev.parley.Message").withThreshold(Duration.ofMillis(20));
      recording.enable("dev.parley.DeadLetter");
      recording.enable("dev.parley.Restart");
      recording.enable("dev.parley.LongHandler");
      recording.start();
      var spec =
          ActorSpec.<String>of(() -> TrailAndEventsTest::slowOrFail)
              .supervision(Supervision.of(new Directive.Restart(3, Duration.ofSeconds(10))));
      var actor = system.spawn("recorded", spec);
      actor.tell("spin");
      actor.tell("fail");
      actor.tell("quick");
      await().until(() -> system.accounts().handled() == 2);
      recording.stop();
      recording.dump(file);
    }
    var events = RecordingFile.readAllEvents(file);
    // At least: on a busy machine the other messages may take long too.
    assertThat(named(events, "dev.parley.Message"))
        .anySatisfy(event -> {
          assertThat(event.getString("actor")).isEqualTo("recorded");
          assertThat(event.getClass("type").getName()).isEqualTo("java.lang.String");
          assertThat(event.getInt("depth")).isEqualTo(2);
          assertThat(event.getDuration()).isGreaterThan(Duration.ofMillis(50));
        });
    assertThat(named(events, "dev.parley.DeadLetter")).hasSize(1);
    assertThat(named(events, "dev.parley.Restart")).hasSize(1);
    assertThat(named(events, "dev.parley.LongHandler"))
        .isNotEmpty()
        .allSatisfy(event -> assertThat(event.getString("actor")).isEqualTo("recorded"));
  }

  private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
    return events.stream().filter(event -> event.getEventType().getName().equals(name)).toList();
  }

  private static void slowOrFail(String message, ActorContext<String> context) {
    if (message.equals("fail")) {
      throw new IllegalStateException("meant");
    }
    if (message.equals("spin")) {
      long end = System.nanoTime() + Duration.ofMillis(100).toNanos();
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    }
  }
}
