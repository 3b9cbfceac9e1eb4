package dev.parley.core.actor;

import dev.parley.core.mailbox.Mailbox;
import dev.parley.core.mailbox.Offer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An offer whose caller waits for room, in whatever way the dispatcher has callers wait. */
final class PatientOffer implements Dispatcher.Wait {
  private final Mailbox<Object> mailbox;
  private final Object item;
  private @Nullable Offer<Object> outcome;

  private PatientOffer(Mailbox<Object> mailbox, Object item) {
    this.mailbox = mailbox;
    this.item = item;
  }

  static Offer<Object> make(
      Dispatcher.Scheduler scheduler, Mailbox<Object> mailbox, Object item, Duration deadline) {
    var patient = new PatientOffer(mailbox, item);
    if (!patient.over()) {
      try {
        scheduler.await(patient, deadline.toNanos());
      } catch (InterruptedException interrupt) {
        Thread.currentThread().interrupt();
      }
    }
    var outcome = patient.outcome;
    return outcome == null ? mailbox.offer(item, Mailbox.Caller.ACTOR) : outcome;
  }

  @Override
  public boolean over() {
    if (outcome == null) {
      outcome = mailbox.offerIfRoom(item);
    }
    return outcome != null;
  }

  @Override
  public boolean block(long nanos) {
    outcome = mailbox.offer(item, Mailbox.Caller.OUTSIDE);
    return true;
  }
}
