package dev.parley.core.actor;

import static dev.parley.core.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
@ParameterizedClass
@EnumSource(Scheduling.class)
final class ActorStashTest {
  private final ActorSystem system;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  ActorStashTest(Scheduling scheduling) {
    system = scheduling.system("stash").open();
  }

  @AfterEach
  void close() {
    system.close();
    assertThat(system.accounts().balanced()).as("%s", system.accounts()).isTrue();
  }

  /** Puts digits aside until it is opened; when it is full it hears them as refused. */
  private final class Door implements Actor<String> {
    private boolean open;

    @Override
    public void receive(String message, ActorContext<String> context) {
      switch (message) {
        case "open" -> {
          open = true;
          context.unstashAll();
          heard.add("open");
        }
        case "twice" -> {
          context.stash();
          context.stash();
        }
        default -> {
          if (open) {
            heard.add(message);
          } else if (!context.stash()) {
            heard.add(message + " refused");
          }
        }
      }
    }
  }

  private ActorRef<String> door(int size) {
    return system.spawn("door", ActorSpec.<String>of(Door::new).stash(size));
  }

  private static void tell(ActorRef<String> actor, String... messages) {
    for (var message : messages) {
      actor.tell(message);
    }
  }

  @Test
  void unstashAll_bringsBackInOrderAheadOfWhatWaits() {
    tell(door(10), "1", "2", "3", "open", "4");
    await().until(() -> heard.contains("4"));
    assertThat(heard).containsExactly("open", "1", "2", "3", "4");
    await().until(() -> system.accounts().handled() == 5);
    assertThat(system.accounts().stashed()).isZero();
  }

  @Test
  void stash_whenFull_refusesAndLeavesTheMessageWithItsHandler() {
    tell(door(2), "1", "2", "3", "open");
    await().until(() -> heard.contains("2"));
    assertThat(heard).containsExactly("3 refused", "open", "1", "2");
  }

  @Test
  void stash_whenTheActorEnds_becomesDeadLetters() {
    var door = door(10);
    tell(door, "1", "2");
    await().until(() -> system.accounts().stashed() == 2);
    assertThat(system.accounts().balanced()).isTrue();
    door.stop();
    await().until(() -> system.actors().isEmpty());
    assertThat(system.deadLetters().count(DeadLetters.Reason.STOPPED)).isEqualTo(2);
    assertThat(system.accounts().stashed()).isZero();
  }

  @Test
  void stash_twiceForOneMessage_failsAndKeepsTheMessageAside() {
    var spec = ActorSpec.<String>of(Door::new).supervision(Supervision.of(new Directive.Resume()));
    tell(system.spawn("door", spec), "twice", "2", "open");
    await().until(() -> heard.size() >= 2);
    await().until(() -> system.accounts().queued() == 0);
    assertThat(heard).startsWith("open");
    assertThat(system.accounts().failed()).isZero();
  }
}
