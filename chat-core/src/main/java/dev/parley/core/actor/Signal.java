package dev.parley.core.actor;

/** What the system tells an actor, ahead of its messages. */
public sealed interface Signal {
  /**
   * An actor that this one watches has ended. Told once for each watch.
   *
   * @param ref who ended
   * @param cause why
   */
  record Terminated(ActorRef<?> ref, Cause cause) implements Signal {}

  /** Why an actor ended. */
  sealed interface Cause {
    /** It was told to, or decided so. */
    record Stopped() implements Cause {}

    /**
     * It failed, and its supervision did not keep it alive.
     *
     * @param failure what it threw last
     */
    record Failed(Throwable failure) implements Cause {}
  }
}
