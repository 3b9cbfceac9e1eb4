package dev.parley.integration.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Leaves a test out where the machine cannot do what it needs, and says so where people look. */
final class Skip {
  private Skip() {}

  static void unless(boolean possible, String reason) {
    if (!possible) {
      System.out.println("skipped: " + reason);
    }
    assumeTrue(possible, reason);
  }
}
