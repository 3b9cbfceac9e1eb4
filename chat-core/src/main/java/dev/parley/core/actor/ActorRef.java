package dev.parley.core.actor;

import java.time.Duration;
import java.util.function.Function;

/**
 * The address of an actor. Safe for use by many threads.
 *
 * @param <M> the type of the actor's messages
 */
public sealed interface ActorRef<M> extends Recipient<M> permits ActorCell {
  /**
   * Asks the actor something.
   *
   * {@snippet lang=java :
   * record Get(Recipient<Integer> replyTo) {}
   *
   * int count = counter.ask(Get::new, Duration.ofSeconds(1)).await();
   * }
   *
   * @param question makes the message, given where the answer goes
   * @param within the deadline, from now; positive
   * @param <R> the type of the answer
   * @return the reply, which fails at once if the actor refuses the question, fails on it, or ends
   *     without an answer
   * @throws IllegalArgumentException if the deadline is not positive
   */
  <R> Reply<R> ask(Function<? super Recipient<R>, ? extends M> question, Duration within);

  /**
   * The actor's path, unique among the live actors of its system: its name, behind the path of its
   * parent and a slash if it has one. An actor without a name has a number behind a dollar sign.
   *
   * @return the path
   */
  String name();

  /**
   * Ends the actor after its current message; its children end first, the youngest before the
   * others. What still waits becomes dead letters.
   */
  void stop();

  /**
   * Refuses new messages from now on, and ends the actor once it has handled those that wait; then
   * its children in the same way, the youngest before the others.
   */
  void drain();
}
