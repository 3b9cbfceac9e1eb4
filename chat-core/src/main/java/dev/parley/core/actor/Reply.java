package dev.parley.core.actor;

import dev.parley.core.mailbox.Offer;
import dev.parley.core.time.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer to a question, there or still to come. It comes once, or fails with an {@link
 * AskException}; what comes later is a dead letter. Safe for use by many threads.
 *
 * @param <R> the type of the answer
 */
public final class Reply<R> {
  private static final Logger log = LoggerFactory.getLogger(Reply.class);
  private static final Offer<?> ACCEPTED = new Offer.Accepted<>();
  private static final Offer<?> CLOSED = new Offer.Closed<>();

  private final ActorCell<?> target;
  private final String asker;
  private final Duration within;
  private final CompletableFuture<R> outcome = new CompletableFuture<>();
  private volatile @Nullable String question;
  private volatile Timers.@Nullable Timer deadline;

  /** Whether the target has handled the question, and whoever answers now may be anybody. */
  private volatile boolean handled;

  Reply(ActorCell<?> target, @Nullable ActorCell<?> asker, Duration within) {
    this.target = target;
    this.asker = asker == null ? "outside" : asker.name();
    this.within = within;
  }

  // ---- for the one who asked ----

  /**
   * Waits for the answer, at the most until the question's deadline. In an actor's handler the
   * actor handles nothing meanwhile, other actors go on, and a cycle of actors that wait for each
   * other is found at once: then this fails instead of waiting. An actor counts as waiting for
   * another while that one has the question in its mailbox or is handling it; so do not pass a
   * question on and, in the same handler, wait for the one who asked it.
   *
   * @return the answer
   * @throws AskException if there is none
   */
  public R await() {
    var waiter = ActorThread.runningHere();
    if (waiter == null) {
      return block();
    }
    waiter.awaits = this;
    try {
      var cycle = cycle(waiter);
      if (cycle != null) {
        log.warn("actors wait for each other: {}", cycle);
        fail(AskException.Reason.CYCLE, "they wait for each other: " + cycle);
      }
      return block();
    } finally {
      waiter.awaits = null;
    }
  }

  private R block() {
    try {
      target.system().scheduler().await(new Done(), Long.MAX_VALUE);
      return outcome.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof AskException reason) {
        throw new AskException(reason.reason(), String.valueOf(reason.getMessage()));
      }
      throw new IllegalStateException("a reply fails in no other way", failed);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new AskException(AskException.Reason.INTERRUPTED, describe("the wait was interrupted"));
    }
  }

  private final class Done implements Dispatcher.Wait {
    @Override
    public boolean over() {
      return outcome.isDone();
    }

    @Override
    public boolean block(long nanos) throws InterruptedException {
      try {
        outcome.get(nanos, TimeUnit.NANOSECONDS);
      } catch (ExecutionException | TimeoutException either) {
        return outcome.isDone(); // the caller looks for itself
      }
      return true;
    }
  }

  /** Who waits for whom, from the waiter back to itself; null if that is no circle. */
  @SuppressWarnings("ReferenceEquality") // the one cell
  private @Nullable String cycle(ActorCell<?> waiter) {
    /*
     * Each actor waits for one other at the most, so a walk along the edges ends, or comes back. Each
     * waiter sets its edge before it walks: of two that close a circle together, the later sees both.
     */
    var names = new ArrayList<String>();
    names.add(waiter.name());
    Reply<?> edge = this;
    while (edge != null && !edge.outcome.isDone() && !edge.handled) {
      names.add(edge.question + " to " + edge.target.name());
      if (edge.target == waiter) {
        return String.join(" -> ", names);
      }
      if (names.size() > 10_000) {
        return null; // a circle that others closed, and that does not lead back here
      }
      edge = edge.target.awaits;
    }
    return null;
  }

  /**
   * Sends the outcome on as a message, when it is there: the way for an actor to go on without
   * waiting.
   *
   * @param recipient who gets it, as a rule the actor that asked
   * @param onAnswer makes the message from the answer
   * @param onFailure makes the message from the failure
   * @param <N> the type of the messages
   */
  public <N> void pipeTo(
      Recipient<N> recipient,
      Function<? super R, ? extends N> onAnswer,
      Function<? super AskException, ? extends N> onFailure) {
    var _ =
        outcome.whenComplete((answer, failure) -> {
          try {
            tell(
                recipient,
                failure instanceof AskException reason
                    ? onFailure.apply(reason)
                    : onAnswer.apply(answer));
          } catch (RuntimeException | Error broken) {
            log.error("no message could be made of the reply to {}", asker, broken);
          }
        });
  }

  private <N> void tell(Recipient<N> recipient, N message) {
    if (!recipient.tell(message).accepted()) {
      target.system().deadLetters().add(asker, message, DeadLetters.Reason.REPLY_REFUSED, null);
    }
  }

  /**
   * The outcome for use with the JDK's own means. What runs on completion runs on the thread that
   * answers: it must be short.
   *
   * @return the stage, which fails with an {@link AskException}
   */
  public CompletionStage<R> stage() {
    return outcome.minimalCompletionStage();
  }

  /**
   * Whether the answer or the failure is there.
   *
   * @return true if {@link #await()} would not wait
   */
  public boolean isDone() {
    return outcome.isDone();
  }

  // ---- for the one who is asked ----

  @SuppressWarnings("unchecked") // these outcomes hold no message
  Offer<R> answer(R value) {
    Objects.requireNonNull(value, "answer");
    if (outcome.complete(value)) {
      settle();
      return (Offer<R>) ACCEPTED;
    }
    target.system().deadLetters().add(asker, value, DeadLetters.Reason.LATE_REPLY, null);
    return (Offer<R>) CLOSED;
  }

  void asked(Object message) {
    question = message.getClass().getSimpleName();
  }

  void startClock() {
    deadline =
        target
            .system()
            .time()
            .schedule(
                within, () -> fail(AskException.Reason.TIMED_OUT, "no answer within " + within));
    if (outcome.isDone()) {
      settle(); // answered before the clock ran
    }
  }

  void handled() {
    handled = true;
  }

  void fail(AskException.Reason reason, String why) {
    if (!outcome.isDone()
        && outcome.completeExceptionally(new AskException(reason, describe(why)))) {
      settle();
    }
  }

  private void settle() {
    var timer = deadline;
    if (timer != null) {
      timer.cancel();
    }
  }

  private String describe(String why) {
    return asker + " asked " + target.name() + " " + question + ": " + why;
  }
}
