package dev.parley.core.actor;

import static dev.parley.core.Eventually.await;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.mailbox.Overflow;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ActorAccountsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void accounts_whileActorsComeAndGo_balance(int capacity) throws Exception {
    var system = ActorSystem.builder("accounts").open();
    try (system;
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 1000; round++) {
        var actor =
            Spawn.in(
                system,
                "short-lived-" + round,
                (Integer message, ActorContext<Integer> context) -> {
                  if (message == 20) {
                    context.stop();
                  }
                },
                capacity,
                new Overflow.DropOldest());
        var tellers = new ArrayList<Future<Integer>>();
        for (int t = 0; t < 4; t++) {
          tellers.add(
              threads.submit(() -> {
                int accepted = 0;
                for (int i = 0; i < 40; i++) {
                  accepted += actor.tell(i).accepted() ? 1 : 0;
                }
                return accepted;
              }));
        }
        int accepted = 0;
        for (var teller : tellers) {
          accepted += teller.get(10, SECONDS);
        }
        assertThat(accepted).isPositive();
        actor.stop();
      }
    }
    var accounts = system.accounts();
    assertThat(accounts.balanced()).as("%s", accounts).isTrue();
    assertThat(accounts.queued()).isZero();
    assertThat(accounts.running()).isZero();
  }

  @Test
  void accounts_ofAnEndedActor_areKept() {
    try (var system = ActorSystem.builder("accounts").open()) {
      var actor = system.spawn("ann", (String m, ActorContext<String> context) -> context.stop());
      actor.tell("last");
      await().until(() -> system.actors().isEmpty());
      assertThat(system.accounts().handled()).isEqualTo(1);
      assertThat(system.accounts().accepted()).isEqualTo(1);
    }
  }
}
