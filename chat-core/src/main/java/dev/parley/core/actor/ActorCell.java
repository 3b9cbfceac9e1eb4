package dev.parley.core.actor;

import dev.parley.core.mailbox.Accounts;
import dev.parley.core.mailbox.Mailbox;
import dev.parley.core.mailbox.Node;
import dev.parley.core.mailbox.Offer;
import dev.parley.core.mailbox.Overflow;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One actor as others see it: its address, its mailbox, its place in the tree, and its turns on the
 * dispatcher. What only the actor's own turn may touch is its {@link Life}.
 *
 * @param <M> the type of its messages
 */
final class ActorCell<M> implements ActorRef<M>, Dispatcher.Activation, Mailbox.Owner<M> {
  private final ActorSystem system;
  private final @Nullable ActorCell<?> parent;
  private final @Nullable String path;
  private final long number;
  private final ActorSpec<M> spec;
  private final Mailbox<M> mailbox;
  private final Life<M> life = new Life<>(this);

  /** The dispatcher's own; guarded by the turns themselves. */
  private @Nullable Object attachment;

  // The siblings, guarded by the family.
  @Nullable ActorCell<?> elder;
  @Nullable ActorCell<?> younger;

  /** The question whose answer this actor waits for in its handler. */
  volatile @Nullable Reply<?> awaits;

  ActorCell(
      ActorSystem system,
      @Nullable ActorCell<?> parent,
      @Nullable String path,
      long number,
      ActorSpec<M> spec) {
    this.system = system;
    this.parent = parent;
    this.path = path;
    this.number = number;
    this.spec = spec;
    this.mailbox = new Mailbox<>(spec.capacity(), spec.overflow(), this);
  }

  // ---- the address ----

  @Override
  public Offer<M> tell(M message) {
    return offer(Objects.requireNonNull(message, "message"), null);
  }

  @Override
  public <R> Reply<R> ask(Function<? super Recipient<R>, ? extends M> question, Duration within) {
    if (!within.isPositive()) {
      throw new IllegalArgumentException("a question needs a positive deadline, not " + within);
    }
    var reply = new Reply<R>(this, ActorThread.runningHere(), within);
    Recipient<R> replyTo = reply::answer;
    M message = Objects.requireNonNull(question.apply(replyTo), "question");
    reply.asked(message);
    switch (offer(message, reply)) {
      case Offer.Accepted<M> accepted -> reply.startClock();
      case Offer.AcceptedEvicting<M> evicting -> reply.startClock();
      case Offer.Full<M> full -> reply.fail(AskException.Reason.FULL, "its mailbox is full");
      case Offer.Closed<M> closed -> reply.fail(AskException.Reason.STOPPED, "it has ended");
    }
    return reply;
  }

  private Offer<M> offer(M message, @Nullable Reply<?> reply) {
    var sender = ActorThread.runningHere();
    var envelope = wrap(message, sender, reply);
    var offer = sender == null ? outside(envelope) : inside(envelope, sender);
    if (!offer.accepted()) {
      refused(envelope, offer);
    }
    system.scheduler().sent();
    return offer;
  }

  private Envelope<M> wrap(M message, @Nullable ActorCell<?> sender, @Nullable Reply<?> reply) {
    var cause = sender == null ? null : sender.life.causeOfNext();
    long sentAt = Events.Message.isOn() ? system.time().nanoTime() : 0;
    return reply != null || sentAt != 0
        ? new Envelope.Special<>(message, cause, reply, sentAt)
        : new Envelope<>(message, cause);
  }

  @SuppressWarnings("ReferenceEquality") // the one cell
  private Offer<M> inside(Envelope<M> envelope, ActorCell<?> sender) {
    return mailbox.offer(envelope, sender == this ? Mailbox.Caller.OWNER : Mailbox.Caller.ACTOR);
  }

  private Offer<M> outside(Envelope<M> envelope) {
    return spec.overflow() instanceof Overflow.Block(var deadline)
        ? PatientOffer.make(system.scheduler(), mailbox, envelope, deadline)
        : mailbox.offer(envelope, Mailbox.Caller.OUTSIDE);
  }

  private void refused(Envelope<M> envelope, Offer<M> offer) {
    if (offer instanceof Offer.Closed) {
      dead(envelope, DeadLetters.Reason.CLOSED);
    } else if (spec.overflow() instanceof Overflow.DropNewest) {
      dead(envelope, DeadLetters.Reason.DROPPED_NEWEST);
    }
  }

  @Override
  public void evicted(Node<? extends M> node) {
    var envelope = (Envelope<? extends M>) node; // the only nodes that come here
    dead(envelope, DeadLetters.Reason.EVICTED);
    envelope.unanswerable(AskException.Reason.FULL, "the question made room for a newer message");
  }

  private void dead(Envelope<? extends M> envelope, DeadLetters.Reason reason) {
    system.deadLetters().add(name(), envelope.element(), reason, envelope.cause());
  }

  @Override
  public String name() {
    if (path != null) {
      return path;
    }
    return (parent == null ? "" : parent.name() + "/") + "$" + number;
  }

  @Override
  public void stop() {
    signal(life::endNow);
  }

  @Override
  public void drain() {
    mailbox.close();
    signal(life::drain);
  }

  // ---- the turns ----

  /** Begins the actor's first turn, which starts it. */
  void start() {
    ready();
  }

  @Override
  public void ready() {
    system.scheduler().ready(this);
  }

  @Override
  public boolean run() {
    var thread = ActorThread.current();
    thread.enter(this);
    try {
      life.turn(thread);
    } finally {
      thread.leave();
    }
    if (life.takesMessages()) {
      return thread.lingersFor(mailbox) || !mailbox.rest(false);
    }
    return !life.ended() && !mailbox.rest(true);
  }

  @Override
  public @Nullable Class<?> handling() {
    return life.handling();
  }

  @Override
  public boolean ended() {
    return life.ended();
  }

  @Override
  public @Nullable Object attachment() {
    return attachment;
  }

  @Override
  public void attach(@Nullable Object value) {
    attachment = value;
  }

  // ---- for the system and its actors ----

  /** Tells the actor something ahead of its messages; false once it has ended. */
  boolean signal(Runnable signal) {
    return mailbox.signal(signal);
  }

  ActorSystem system() {
    return system;
  }

  @Nullable ActorCell<?> parent() {
    return parent;
  }

  ActorSpec<M> spec() {
    return spec;
  }

  Mailbox<M> mailbox() {
    return mailbox;
  }

  Life<M> life() {
    return life;
  }

  /** Whether the registry knows it by its path. */
  boolean named() {
    return path != null;
  }

  Accounts accounts() {
    return mailbox.accounts();
  }

  ActorStatus status() {
    var type = life.handling();
    var age = Duration.ofNanos(Math.max(0, system.time().nanoTime() - life.handlingSince()));
    return new ActorStatus(
        name(),
        life.state(),
        mailbox.accounts(),
        type == null
            ? Optional.empty()
            : Optional.of(new ActorStatus.Current(type.getSimpleName(), age)));
  }

  @Override
  public String toString() {
    return "actor " + name();
  }
}
