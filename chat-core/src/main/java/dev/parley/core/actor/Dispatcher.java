package dev.parley.core.actor;

/**
 * Decides on which threads actors run. Chosen once for a system.
 *
 * <p>An actor that has something to do is an {@link Activation}. The dispatcher must run each
 * activation on one thread at a time, and must run it at least once after every {@link
 * Worker#wake()}.
 */
@FunctionalInterface
public interface Dispatcher {
  /**
   * Takes on an actor.
   *
   * @param name the actor's name
   * @param activation what to run when the actor was woken
   * @param threads makes the threads
   * @return the means to wake it
   */
  Worker attach(String name, Activation activation, Threads threads);

  /** One actor's turn. */
  @FunctionalInterface
  interface Activation {
    /**
     * Handles some messages.
     *
     * @return false once the actor has ended and must not be run again
     */
    boolean run();
  }

  /** The dispatcher's end of one actor. Safe for use by many threads. */
  interface Worker {
    /** Has the activation run soon; several wakes before it runs count as one. */
    void wake();

    /** Breaks the actor out of a blocking call, as a last resort. */
    void interrupt();
  }

  /**
   * The plain form: each actor on a virtual thread of its own, parked while there is nothing to do.
   *
   * @return the dispatcher
   */
  static Dispatcher threadPerActor() {
    return OwnThread::start;
  }
}
