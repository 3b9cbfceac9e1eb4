package dev.parley.core.actor;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the messages that no actor will handle, each with its reason. Safe for use by many
 * threads.
 */
public final class DeadLetters {
  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

  private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class);

  /** Why a message became a dead letter. */
  public enum Reason {
    /** It was sent to an actor that had closed its mailbox. */
    CLOSED,
    /** It found a full mailbox, whose policy is to drop what is new. */
    DROPPED_NEWEST,
    /** It made room for a newer one. */
    EVICTED,
    /** It waited when its actor stopped. */
    STOPPED
  }

  DeadLetters() {
    for (var reason : Reason.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  void add(String actor, Object message, Reason reason) {
    counter(reason).increment();
    if (log.isDebugEnabled()) {
      log.debug("dead letter to {}: {} ({})", actor, message.getClass().getSimpleName(), reason);
    }
  }

  /**
   * How many there were for one reason.
   *
   * @param reason the reason
   * @return the count since the system was opened
   */
  public long count(Reason reason) {
    return counter(reason).sum();
  }

  private LongAdder counter(Reason reason) {
    var counter = counts.get(reason);
    if (counter == null) {
      throw new IllegalStateException("no counter for " + reason);
    }
    return counter;
  }
}
