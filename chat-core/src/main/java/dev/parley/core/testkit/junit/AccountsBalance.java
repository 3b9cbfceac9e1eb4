package dev.parley.core.testkit.junit;

import dev.parley.core.actor.ActorSystem;
import dev.parley.core.mailbox.Accounts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Checks after each test that every message of every actor system which was opened meanwhile is
 * accounted for, and none is being handled any more. Waits two seconds for that at the most.
 *
 * <p>Sees the systems of the whole JVM: tests that run side by side wait for each other's.
 *
 * {@snippet lang=java :
 * @ExtendWith(AccountsBalance.class)
 * class ShopTest {
 *   // ...
 * }
 * }
 */
@SuppressWarnings("exports") // whoever uses this reads JUnit anyway
public final class AccountsBalance implements BeforeEachCallback, AfterEachCallback {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(5);
  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(AccountsBalance.class);

  /** Made by JUnit. */
  public AccountsBalance() {}

  /** The systems that were opened since the listening began. */
  private record Opened(List<ActorSystem> systems, Runnable end) {
    static Opened listen() {
      var systems = new CopyOnWriteArrayList<ActorSystem>();
      return new Opened(systems, ActorSystem.onOpen(systems::add));
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    context.getStore(OURS).put(Opened.class, Opened.listen());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    var opened = context.getStore(OURS).remove(Opened.class, Opened.class);
    if (opened == null) {
      return;
    }
    opened.end().run();
    for (var system : opened.systems()) {
      check(system.name(), system::accounts);
    }
  }

  /** Looks at the accounts until they balance, or the patience ends. */
  static void check(String system, Supplier<Accounts> accounts) {
    long polls = PATIENCE.dividedBy(POLL);
    for (long n = 0; n < polls && !Balance.holds(accounts.get()); n++) {
      LockSupport.parkNanos(POLL.toNanos());
    }
    Balance.check(system, accounts.get());
  }
}
