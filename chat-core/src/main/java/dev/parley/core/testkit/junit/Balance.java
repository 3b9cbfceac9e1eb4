package dev.parley.core.testkit.junit;

import dev.parley.core.mailbox.Accounts;

/** What must hold of the accounts of a system that has come to rest. */
final class Balance {
  private Balance() {}

  static boolean holds(Accounts accounts) {
    return accounts.balanced() && accounts.running() == 0;
  }

  static void check(String system, Accounts accounts) {
    if (!holds(accounts)) {
      throw new AssertionError(
          "actor system " + system + " has lost count of its messages: " + accounts);
    }
  }
}
