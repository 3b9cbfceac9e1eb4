package dev.parley.core.actor;

import java.time.Duration;
import java.util.List;

/**
 * What an actor may do, valid only inside its own methods.
 *
 * @param <M> the type of the actor's messages
 */
public interface ActorContext<M> {
  /**
   * The actor's own address.
   *
   * @return a reference that may be handed to anyone
   */
  ActorRef<M> self();

  /**
   * The system that the actor lives in.
   *
   * @return the system
   */
  ActorSystem system();

  /**
   * Ends this actor after the current message; its children end first. What still waits becomes
   * dead letters.
   */
  void stop();

  // ---- children ----

  /**
   * Starts a child: an actor that ends with this one, or with its restart.
   *
   * @param name its name, unique among the live children, without a slash or a dollar sign
   * @param spec how to make it
   * @param <N> the type of its messages
   * @return its address
   * @throws IllegalArgumentException if the name is taken or malformed
   * @throws IllegalStateException if this actor is stopping, or the system is full
   */
  <N> ActorRef<N> spawn(String name, ActorSpec<N> spec);

  /**
   * Starts a child that has a number for a name.
   *
   * @param spec how to make it
   * @param <N> the type of its messages
   * @return its address
   * @throws IllegalStateException if this actor is stopping, or the system is full
   */
  <N> ActorRef<N> spawn(ActorSpec<N> spec);

  /**
   * The children that have not ended.
   *
   * @return a snapshot, in the order in which they were started
   */
  List<ActorRef<?>> children();

  // ---- other actors ----

  /**
   * Has this actor told, by {@link Signal.Terminated}, when another one ends; at once if it has
   * ended already. Watching again before that changes nothing. A restart keeps the watch.
   *
   * @param other whom to watch
   */
  void watch(ActorRef<?> other);

  /**
   * Ends a watch. No {@link Signal.Terminated} comes for it any more.
   *
   * @param other who was watched
   */
  void unwatch(ActorRef<?> other);

  // ---- time ----

  /**
   * Handles a message once, later, ahead of those that wait. A timer is known by its key: setting
   * it again replaces it, and a replaced or cancelled timer never delivers, even if its time had
   * come. Timers end with the actor and with its restart.
   *
   * @param key the key
   * @param delay how long to wait; zero or less is at once
   * @param message what to handle then
   */
  void setTimer(Object key, Duration delay, M message);

  /**
   * Handles a message again and again, at a fixed rate counted from now. If the actor is late by
   * more than a period, the times that it missed are left out.
   *
   * @param key the key, as in {@link #setTimer}
   * @param period the time from one to the next; positive
   * @param message what to handle each time
   * @throws IllegalArgumentException if the period is not positive
   */
  void setPeriodicTimer(Object key, Duration period, M message);

  /**
   * Cancels a timer. Unknown keys are ignored.
   *
   * @param key the key
   */
  void cancelTimer(Object key);

  /**
   * Handles a message when no other was handled for a while, and again after the same while. Timers
   * do not count as messages.
   *
   * @param quiet how long; positive
   * @param message what to handle then
   * @throws IllegalArgumentException if the time is not positive
   */
  void setReceiveTimeout(Duration quiet, M message);

  /** Cancels the receive time-out, if there is one. */
  void cancelReceiveTimeout();

  /**
   * Waits inside a handler; the actor handles nothing meanwhile, other actors go on.
   *
   * @param time how long
   * @throws IllegalStateException if the thread is interrupted, as it is when the system's closing
   *     has run out of time; it stays interrupted
   */
  void sleep(Duration time);

  // ---- later ----

  /**
   * Puts the current message aside until {@link #unstashAll()}. It keeps its place among those put
   * aside, across a restart too; when the actor ends it becomes a dead letter.
   *
   * @return false if the stash is full: the message is then not put aside
   * @throws IllegalStateException if no message is being handled, or it was put aside already
   */
  boolean stash();

  /** Brings back all that was put aside, in its order and ahead of what waits. */
  void unstashAll();

  /**
   * What led to the current message: this message first, then what the actor that sent it was
   * handling, and so on.
   *
   * @return the trail, empty if no message is being handled
   */
  Trail trail();
}
