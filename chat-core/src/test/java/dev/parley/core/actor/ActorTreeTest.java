package dev.parley.core.actor;

import static dev.parley.core.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Parents and children, and who watches whom. */
@Timeout(30)
@ParameterizedClass
@EnumSource(Scheduling.class)
final class ActorTreeTest {
  private final ActorSystem system;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final Gate gate = new Gate();

  ActorTreeTest(Scheduling scheduling) {
    system = scheduling.system("tree").limit(50).open();
  }

  @AfterEach
  void close() {
    gate.open();
    system.close();
    assertThat(system.accounts().balanced()).as("%s", system.accounts()).isTrue();
  }

  private ActorSpec<String> child(String name) {
    return ActorSpec.of(() ->
        new Actor<String>() {
          @Override
          public void receive(String message, ActorContext<String> context) {
            calls.add(name + " " + message);
            if (message.equals("wait")) {
              gate.pass();
            } else if (message.equals("fail")) {
              throw new IllegalStateException("meant");
            }
          }

          @Override
          public void stopped() {
            calls.add(name + " stopped");
          }
        });
  }

  /** Has children a, b and c, and hands messages on to them. */
  private final class Parent implements Actor<String> {
    @Override
    public void started(ActorContext<String> context) {
      for (var name : List.of("a", "b", "c")) {
        context.spawn(name, child(name));
      }
    }

    @Override
    @SuppressWarnings("unchecked") // the children are its own
    public void receive(String message, ActorContext<String> context) {
      switch (message) {
        case "fail" -> throw new IllegalStateException("meant");
        default -> context.children().forEach(child -> ((ActorRef<String>) child).tell(message));
      }
    }

    @Override
    public void stopped() {
      calls.add("parent stopped");
    }
  }

  private ActorRef<String> parent(Directive directive) {
    var spec = ActorSpec.<String>of(Parent::new).supervision(Supervision.of(directive));
    var parent = system.spawn("parent", spec);
    await().until(() -> system.actors().size() == 4);
    return parent;
  }

  @Test
  void stop_endsTheChildrenFirstAndTheYoungestBeforeTheOthers() {
    parent(new Directive.Stop()).stop();
    await().until(() -> system.actors().isEmpty());
    assertThat(calls).containsExactly("c stopped", "b stopped", "a stopped", "parent stopped");
  }

  @Test
  void stop_waitsForAChildThatIsBusy() {
    var parent = parent(new Directive.Stop());
    parent.tell("wait");
    await().until(() -> calls.containsAll(List.of("a wait", "b wait", "c wait")));
    parent.stop();
    assertThat(system.actors()).hasSize(4);
    gate.open();
    await().until(() -> system.actors().isEmpty());
    assertThat(calls).containsSubsequence("c stopped", "b stopped", "a stopped", "parent stopped");
  }

  @Test
  void drain_letsParentAndChildrenHandleWhatWaits() {
    var parent = parent(new Directive.Stop());
    parent.tell("one");
    parent.tell("two");
    parent.drain();
    await().until(() -> system.actors().isEmpty());
    for (var name : List.of("a", "b", "c")) {
      assertThat(calls).containsSubsequence(name + " one", name + " two", name + " stopped");
    }
    assertThat(system.deadLetters().count(DeadLetters.Reason.STOPPED)).isZero();
  }

  @Test
  void restart_endsTheChildrenAndStartsNewOnes() {
    var parent = parent(new Directive.Restart(3, Duration.ofSeconds(10)));
    parent.tell("fail");
    parent.tell("hello");
    await().until(() -> calls.containsAll(List.of("a hello", "b hello", "c hello")));
    assertThat(calls)
        .containsSubsequence("c stopped", "b stopped", "a stopped", "parent stopped", "a hello");
  }

  @Test
  void watch_ofAnActorThatEnded_tellsAtOnce() {
    var gone = system.spawn("gone", child("gone"));
    gone.stop();
    await().until(() -> system.actors().isEmpty());
    watcher(gone);
    await().until(() -> calls.contains("saw gone Stopped"));
  }

  @Test
  void watch_ofAnActorThatFails_tellsTheFailure() {
    var failing = system.spawn("failing", child("failing"));
    watcher(failing);
    failing.tell("fail");
    await().until(() -> calls.contains("saw failing Failed"));
  }

  @Test
  void unwatch_tellsNothing() {
    var other = system.spawn("other", child("other"));
    var watcher = watcher(other);
    watcher.tell("unwatch");
    await().until(() -> calls.contains("unwatched"));
    other.stop();
    await().until(() -> system.actors().size() == 1);
    watcher.tell("marker");
    await().until(() -> calls.contains("marker"));
    assertThat(calls).noneMatch(call -> call.startsWith("saw"));
  }

  private ActorRef<String> watcher(ActorRef<?> other) {
    var ref =
        system.spawn(
            "watcher",
            new Actor<String>() {
              @Override
              public void started(ActorContext<String> context) {
                context.watch(other);
                context.watch(other);
                calls.add("watching");
              }

              @Override
              public void receive(String message, ActorContext<String> context) {
                if (message.equals("unwatch")) {
                  context.unwatch(other);
                  calls.add("unwatched");
                } else {
                  calls.add(message);
                }
              }

              @Override
              public void signal(Signal signal, ActorContext<String> context) {
                switch (signal) {
                  case Signal.Terminated(var ref, var cause) ->
                      calls.add("saw " + ref.name() + " " + cause.getClass().getSimpleName());
                }
              }
            });
    await().until(() -> calls.contains("watching"));
    return ref;
  }

  @Test
  void spawn_withoutEnd_failsAtTheLimitAndHarmsNobody() {
    system.spawn("greedy", new Greedy());
    await().until(() -> calls.contains("stopped"));
    await().until(() -> system.actors().isEmpty());
    assertThat(system.spawn("next", child("next")).tell("hello").accepted()).isTrue();
    await().until(() -> calls.contains("next hello"));
  }

  private final class Greedy implements Actor<String> {
    @Override
    public void started(ActorContext<String> context) {
      while (true) {
        context.spawn(child("one more"));
      }
    }

    @Override
    public void receive(String message, ActorContext<String> context) {}

    @Override
    public void stopped() {
      calls.add("stopped");
    }
  }

  @Test
  void spawn_underABadName_isRefusedNamingIt() {
    for (var name : List.of("", "a/b", "$1")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> system.spawn(name, child("bad")))
          .withMessageContaining("\"" + name + "\"");
    }
  }

  @Test
  void spawn_inAFullSystem_saysSo() {
    for (int i = 0; i < 50; i++) {
      system.spawn(child("one of many"));
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> system.spawn(child("too many")))
        .withMessageContaining("50");
  }

  @Test
  void tree_showsWhoDoesWhat() throws Exception {
    var parent = parent(new Directive.Stop());
    parent.tell("wait");
    gate.awaitEntered();
    parent.tell("one");
    await()
        .until(() ->
            system.actors().stream()
                .anyMatch(
                    status -> status.name().equals("parent/a") && status.accounts().queued() == 1));
    assertThat(system.tree().lines())
        .hasSize(5)
        .startsWith("tree")
        .anyMatch(line -> line.matches("    parent/a  running  waiting 1  in String for PT.*"))
        .anyMatch(line -> line.matches("  parent  idle  waiting 0"));
  }
}
