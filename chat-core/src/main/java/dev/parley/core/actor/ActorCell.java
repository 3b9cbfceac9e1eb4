package dev.parley.core.actor;

import dev.parley.core.mailbox.Mailbox;
import dev.parley.core.mailbox.Offer;
import dev.parley.core.mailbox.Overflow;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One living actor: its mailbox, its behaviour, and its turn on the dispatcher.
 *
 * @param <M> the type of its messages
 */
final class ActorCell<M> implements ActorRef<M>, ActorContext<M> {
  /*
   * `scheduled` is the hand-shake between senders and the dispatcher. A sender puts its message into
   * the mailbox first and then tries to set the flag; whoever sets it wakes the worker. The worker
   * clears the flag only after it saw an empty mailbox, and then looks once more: a message that
   * came in between finds either the flag clear, and its sender wakes the worker, or the worker sees
   * the message. So no wake-up is lost, and a busy actor is never woken twice.
   */
  private static final Logger log = LoggerFactory.getLogger(ActorCell.class);

  /** The cell whose actor runs on this thread, if any. */
  static final ScopedValue<ActorCell<?>> CURRENT = ScopedValue.newInstance();

  private static final int BATCH_LIMIT = 256;

  private final ActorSystem system;
  private final String name;
  private final Mailbox<M> mailbox;
  private final Actor<M> actor;
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.LIVE);
  private volatile Dispatcher.@Nullable Worker worker;

  /** A life, in order: it only goes forward. */
  private enum Phase {
    LIVE,
    DRAINING,
    STOPPING,
    STOPPED
  }

  ActorCell(ActorSystem system, String name, Mailbox<M> mailbox, Actor<M> actor) {
    this.system = system;
    this.name = name;
    this.mailbox = mailbox;
    this.actor = actor;
  }

  /** Gives the actor its worker; whoever told it to end before that could wake nobody. */
  void attach(Dispatcher dispatcher) {
    worker = dispatcher.attach(name, this::activate, system.threads());
    if (phase.get() != Phase.LIVE) {
      wake();
    }
  }

  @Override
  public Offer<M> tell(M message) {
    var offer = mailbox.offer(message, !CURRENT.isBound());
    switch (offer) {
      case Offer.Accepted<M> accepted -> wake();
      case Offer.AcceptedEvicting<M>(M evicted) -> {
        system.deadLetters().add(name, evicted, DeadLetters.Reason.EVICTED);
        wake();
      }
      case Offer.Full<M> full -> {
        if (mailbox.overflow() instanceof Overflow.DropNewest) {
          system.deadLetters().add(name, message, DeadLetters.Reason.DROPPED_NEWEST);
        }
      }
      case Offer.Closed<M> closed ->
          system.deadLetters().add(name, message, DeadLetters.Reason.CLOSED);
    }
    return offer;
  }

  private void wake() {
    var attached = worker;
    if (attached != null && scheduled.compareAndSet(false, true)) {
      attached.wake();
    }
  }

  private boolean activate() {
    ScopedValue.where(CURRENT, this).run(this::batch);
    if (phase.get() == Phase.STOPPED) {
      return false;
    }
    scheduled.set(false);
    if (mailbox.depth() > 0 || phase.get() != Phase.LIVE) {
      wake();
    }
    return true;
  }

  private void batch() {
    try {
      for (int n = 0; n < BATCH_LIMIT && phase.get() != Phase.STOPPING; n++) {
        M message = mailbox.poll();
        if (message == null) {
          break;
        }
        handle(message);
      }
      actor.batchEnd(this);
    } catch (RuntimeException | Error failure) {
      log.error("actor {} stops: its batchEnd failed", name, failure);
      advance(Phase.STOPPING);
    }
    boolean drained = phase.get() == Phase.DRAINING && mailbox.depth() == 0;
    if (drained || phase.get() == Phase.STOPPING) {
      end();
    }
  }

  private void handle(M message) {
    try {
      actor.receive(message, this);
      mailbox.handled();
    } catch (RuntimeException | Error failure) {
      mailbox.failed();
      log.error(
          "actor {} stops: it failed on {}", name, message.getClass().getSimpleName(), failure);
      advance(Phase.STOPPING);
    }
  }

  private void end() {
    mailbox.close();
    for (M message = mailbox.poll(); message != null; message = mailbox.poll()) {
      mailbox.deadLettered();
      system.deadLetters().add(name, message, DeadLetters.Reason.STOPPED);
    }
    try {
      actor.stopped();
    } catch (RuntimeException | Error failure) {
      log.error("actor {}: its stopped() failed", name, failure);
    }
    advance(Phase.STOPPED);
    system.ended(this);
    ended.countDown();
  }

  @Override
  public ActorRef<M> self() {
    return this;
  }

  @Override
  public ActorSystem system() {
    return system;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void stop() {
    advance(Phase.STOPPING);
    wake();
  }

  @Override
  public void drain() {
    mailbox.close();
    advance(Phase.DRAINING);
    wake();
  }

  private void advance(Phase next) {
    phase.accumulateAndGet(next, (now, wanted) -> wanted.compareTo(now) > 0 ? wanted : now);
  }

  boolean awaitEnd(long nanos) throws InterruptedException {
    return ended.await(nanos, TimeUnit.NANOSECONDS);
  }

  void interrupt() {
    var attached = worker;
    if (attached != null) {
      attached.interrupt();
    }
  }

  ActorStatus status() {
    var state =
        switch (phase.get()) {
          case LIVE -> scheduled.get() ? ActorStatus.State.RUNNING : ActorStatus.State.IDLE;
          case DRAINING, STOPPING -> ActorStatus.State.DRAINING;
          case STOPPED -> ActorStatus.State.STOPPED;
        };
    return new ActorStatus(name, state, mailbox.accounts());
  }

  @Override
  public String toString() {
    return "actor " + name;
  }
}
