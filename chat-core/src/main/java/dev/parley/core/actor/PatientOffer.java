package dev.parley.core.actor;

import dev.parley.core.mailbox.Mailbox;
import dev.parley.core.mailbox.Node;
import dev.parley.core.mailbox.Offer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An offer whose caller waits for room, in whatever way the dispatcher has callers wait.
 *
 * @param <M> the type of the message
 */
final class PatientOffer<M> implements Dispatcher.Wait {
  private final Mailbox<M> mailbox;
  private final Node<M> node;
  private @Nullable Offer<M> outcome;

  private PatientOffer(Mailbox<M> mailbox, Node<M> node) {
    this.mailbox = mailbox;
    this.node = node;
  }

  static <M> Offer<M> make(
      Dispatcher.Scheduler scheduler, Mailbox<M> mailbox, Node<M> node, Duration deadline) {
    var atOnce = mailbox.offerIfRoom(node);
    return atOnce == null ? new PatientOffer<>(mailbox, node).waited(scheduler, deadline) : atOnce;
  }

  private Offer<M> waited(Dispatcher.Scheduler scheduler, Duration deadline) {
    try {
      scheduler.await(this, deadline.toNanos());
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
    return outcome == null ? mailbox.offer(node, Mailbox.Caller.ACTOR) : outcome;
  }

  @Override
  public boolean over() {
    if (outcome == null) {
      outcome = mailbox.offerIfRoom(node);
    }
    return outcome != null;
  }

  @Override
  public boolean block(long nanos) {
    outcome = mailbox.offer(node, Mailbox.Caller.OUTSIDE);
    return true;
  }
}
