package dev.parley.core;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for conditions: looks at once and often, and gives up after ten seconds. */
public final class Eventually {
  private Eventually() {}

  /** A wait for the condition that is named next. */
  public static ConditionFactory await() {
    return Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .atMost(Duration.ofSeconds(10));
  }
}
