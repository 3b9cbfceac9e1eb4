package dev.parley.core.actor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.parley.core.testkit.Probe;
import dev.parley.core.testkit.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What is told and logged of dead letters, in virtual time. */
@Timeout(30)
class DeadLettersTest {
  private final Simulation simulation = Simulation.of(1);
  private final ActorSystem system = simulation.system("dead");
  private final Logger logger = (Logger) LoggerFactory.getLogger(DeadLetters.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void close() {
    simulation.close();
    logger.detachAppender(lines);
  }

  private ActorRef<String> ended() {
    ActorRef<String> gone = system.spawn("gone", (message, context) -> {});
    gone.stop();
    simulation.settle();
    return gone;
  }

  private List<String> logged() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void log_isLimitedToTenASecond_andSaysHowManyItLeftOut() {
    var gone = ended();
    for (int n = 0; n < 25; n++) {
      gone.tell("late");
    }
    assertThat(logged()).hasSize(10).allMatch("dead letter to gone: String (CLOSED)"::equals);
    simulation.advance(Duration.ofMillis(999));
    gone.tell("late");
    assertThat(logged()).hasSize(10);
    simulation.advance(Duration.ofMillis(1));
    gone.tell("late");
    assertThat(logged().subList(10, 12))
        .containsExactly(
            "16 dead letters more were not logged", "dead letter to gone: String (CLOSED)");
    assertThat(system.deadLetters().count(DeadLetters.Reason.CLOSED)).isEqualTo(27);
  }

  @Test
  void subscribers_areToldUnderNoLock() {
    // In a simulation others may run whenever somebody sends: a lock held meanwhile would be found.
    var probe = Probe.<DeadLetter>in(system, "probe");
    system.deadLetters().subscribe(probe.ref());
    var gone = ended();
    for (int n = 0; n < 5; n++) {
      ActorRef<String> sender =
          system.spawn(ActorSpec.<String>of(() -> (message, context) -> gone.tell(message)));
      sender.tell("to nobody");
    }
    simulation.settle();
    assertThat(probe.received()).hasSize(5);
  }
}
