package dev.parley.core.actor;

import dev.parley.core.mailbox.Accounts;
import java.time.Duration;
import java.util.Optional;

/**
 * What can be seen of an actor from outside, at one moment.
 *
 * @param name its path
 * @param state what it is doing
 * @param accounts where its messages went; how many wait is in there too
 * @param current the message that it is handling, if it is handling one
 */
public record ActorStatus(String name, State state, Accounts accounts, Optional<Current> current) {
  /** What an actor is doing. */
  public enum State {
    /** It handles no message. */
    IDLE,
    /** It handles a message. */
    RUNNING,
    /** It failed, and its successor has not begun. */
    RESTARTING,
    /** It takes no more messages and is ending. */
    DRAINING,
    /** It has ended. */
    STOPPED
  }

  /**
   * A message that is being handled.
   *
   * @param type the simple name of its class
   * @param age since when, to about 20 ms
   */
  public record Current(String type, Duration age) {}
}
