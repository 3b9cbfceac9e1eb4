package dev.parley.core.testkit.junit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.actor.ActorContext;
import dev.parley.core.actor.ActorSystem;
import dev.parley.core.mailbox.Accounts;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AccountsBalance.class)
class AccountsBalanceTest {
  private static final Accounts LOST = new Accounts(2, 2, 0, 0, 1, 0, 0, 0, 0, 0, 0);
  private static final Accounts RUNNING = new Accounts(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1);

  @Test
  void check_ofALostMessage_namesTheSystemAndTheFigures() {
    assertThatThrownBy(() -> AccountsBalance.check("shop", () -> LOST))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("actor system shop")
        .hasMessageContaining("accepted=2");
  }

  @Test
  void check_waitsForWhatIsBeingHandled() {
    var looks = new AtomicInteger();
    assertThatCode(() ->
            AccountsBalance.check(
                "shop", () -> looks.incrementAndGet() < 5 ? RUNNING : Accounts.NONE))
        .doesNotThrowAnyException();
  }

  @Test
  void extension_passesASystemThatBalances() {
    try (var system = ActorSystem.builder("balanced").open()) {
      system.spawn("actor", (String message, ActorContext<String> context) -> {}).tell("one");
    }
  }
}
