package dev.parley.core.actor;

import dev.parley.core.mailbox.Accounts;

/**
 * What can be seen of an actor from outside, at one moment.
 *
 * @param name its name
 * @param state what it is doing
 * @param accounts where its messages went
 */
public record ActorStatus(String name, State state, Accounts accounts) {
  /** What an actor is doing. */
  public enum State {
    /** No message waits. */
    IDLE,
    /** It handles messages, or is about to. */
    RUNNING,
    /** It takes no more messages and is finishing those that wait. */
    DRAINING,
    /** It has ended. */
    STOPPED
  }
}
