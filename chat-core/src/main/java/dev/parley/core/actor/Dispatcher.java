package dev.parley.core.actor;

import dev.parley.core.time.Clock;
import org.jspecify.annotations.Nullable;

/** Decides on which threads actors run. Chosen once for a system. */
@FunctionalInterface
public interface Dispatcher {
  /**
   * Starts scheduling for one system.
   *
   * @param system the system's name, for its threads
   * @param threads makes the threads
   * @param clock tells the time
   * @return the scheduler, which the system closes
   */
  Scheduler start(String system, Threads threads, Clock clock);

  /**
   * The default: an idle actor holds no thread; ready actors take turns on a few long-lived virtual
   * threads, as many as there are processors. A handler whose wait unmounts its thread costs only
   * that thread, which is replaced; a handler that computes for long holds a processor, and is
   * named in a JFR event.
   *
   * @return the dispatcher
   */
  static Dispatcher virtualThreads() {
    return virtualThreads(Runtime.getRuntime().availableProcessors());
  }

  /**
   * Like {@link #virtualThreads()}, with a number of actors that run at once.
   *
   * @param workers how many; at least 1
   * @return the dispatcher
   * @throws IllegalArgumentException if the number is less than 1
   */
  static Dispatcher virtualThreads(int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException("actors need at least 1 worker, not " + workers);
    }
    return (system, threads, clock) -> new WorkerPool(system, workers, threads, clock);
  }

  /**
   * The plain form: each actor on a virtual thread of its own, parked while there is nothing to do.
   *
   * @return the dispatcher
   */
  static Dispatcher threadPerActor() {
    return (system, threads, clock) -> new OwnThreads(threads, clock);
  }

  /**
   * Gives actors their turns. It must run each activation on one thread at a time, inside {@link
   * ActorThread#run}, and at least once after each {@link #ready}. Safe for use by many threads.
   */
  interface Scheduler extends AutoCloseable {
    /**
     * An actor has something to do. Called once for each time that it has become so: not again
     * before its activation said that it rests.
     *
     * @param activation what to run
     */
    void ready(Activation activation);

    /**
     * Lets the calling thread wait, be it an actor's or one from outside.
     *
     * @param wait what it waits for
     * @param nanos how long at the most
     * @return whether the wait is over, and not only the time
     * @throws InterruptedException if the thread is interrupted
     */
    boolean await(Wait wait, long nanos) throws InterruptedException;

    /**
     * Breaks an actor out of a blocking call, as a last resort.
     *
     * @param activation the actor's
     */
    void interrupt(Activation activation);

    /**
     * A clock that is cheap to read.
     *
     * @return the monotonic time of the system's clock, not older than about 20 ms while actors run
     */
    long coarseNanos();

    /** The calling thread has sent a message: a place where a test may let others run. */
    default void sent() {}

    /**
     * Ends the scheduler's threads, once the actors that are ready now had their turn. Idempotent.
     */
    @Override
    void close();
  }

  /** One actor's turn. */
  interface Activation {
    /**
     * Handles some messages.
     *
     * @return true if there is more to do, and the activation must run again; false if it rests,
     *     and will be {@linkplain Scheduler#ready ready} again, or has ended
     */
    boolean run();

    /**
     * Whose turn it is.
     *
     * @return the actor's path
     */
    String name();

    /**
     * The type of the message that is being handled.
     *
     * @return the message's class, or null if there is none
     */
    @Nullable Class<?> handling();

    /**
     * Whether the actor has ended.
     *
     * @return true once it never runs again
     */
    boolean ended();

    /**
     * What the scheduler keeps with this actor.
     *
     * @return what it {@linkplain #attach attached} last
     */
    @Nullable Object attachment();

    /**
     * Keeps something of the scheduler's with this actor. Called by the thread that runs the
     * activation, or before it is ready for the first time.
     *
     * @param attachment what to keep
     */
    void attach(@Nullable Object attachment);
  }

  /** What a thread waits for. */
  interface Wait {
    /**
     * Whether there is nothing to wait for any more. May be called by any thread, many times.
     *
     * @return true if the wait is over
     */
    boolean over();

    /**
     * Blocks the calling thread until the wait is over, or the time.
     *
     * @param nanos how long at the most
     * @return whether the wait is over
     * @throws InterruptedException if the thread is interrupted
     */
    boolean block(long nanos) throws InterruptedException;
  }
}
