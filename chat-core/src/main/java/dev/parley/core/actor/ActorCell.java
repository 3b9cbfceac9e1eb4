package dev.parley.core.actor;

import dev.parley.core.mailbox.Accounts;
import dev.parley.core.mailbox.Mailbox;
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
final class ActorCell<M> implements ActorRef<M>, Dispatcher.Activation, Mailbox.Owner {
  private final ActorSystem system;
  private final @Nullable ActorCell<?> parent;
  private final @Nullable String path;
  private final long number;
  private final ActorSpec<M> spec;
  private final Mailbox<Object> mailbox;
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
    var item = wrap(message, sender, reply);
    var offer = told(item, sender == null ? outside(item) : inside(item, sender));
    system.scheduler().sent();
    return offer;
  }

  /** The message alone where nothing is to be known of it: most that comes from outside. */
  private Object wrap(M message, @Nullable ActorCell<?> sender, @Nullable Reply<?> reply) {
    var cause = sender == null ? null : sender.life.causeOfNext();
    long sentAt = new Events.Message().isEnabled() ? system.time().nanoTime() : 0;
    if (reply != null || sentAt != 0) {
      return new Envelope.Special(message, cause, reply, sentAt);
    }
    return cause == null ? message : new Envelope(message, cause);
  }

  @SuppressWarnings("ReferenceEquality") // the one cell
  private Offer<Object> inside(Object item, ActorCell<?> sender) {
    return mailbox.offer(item, sender == this ? Mailbox.Caller.OWNER : Mailbox.Caller.ACTOR);
  }

  private Offer<Object> outside(Object item) {
    return spec.overflow() instanceof Overflow.Block(var deadline)
        ? PatientOffer.make(system.scheduler(), mailbox, item, deadline)
        : mailbox.offer(item, Mailbox.Caller.OUTSIDE);
  }

  @SuppressWarnings("unchecked") // outcomes without a message fit every type
  private Offer<M> told(Object item, Offer<Object> offer) {
    switch (offer) {
      case Offer.Accepted<Object> accepted -> {}
      case Offer.AcceptedEvicting<Object>(var evicted) -> {
        system.deadLetters().add(name(), evicted, DeadLetters.Reason.EVICTED);
        if (evicted instanceof Envelope envelope) {
          envelope.unanswerable(
              AskException.Reason.FULL, "the question made room for a newer message");
          return new Offer.AcceptedEvicting<>((M) Objects.requireNonNull(envelope.message));
        }
      }
      case Offer.Full<Object> full -> {
        if (spec.overflow() instanceof Overflow.DropNewest) {
          system.deadLetters().add(name(), item, DeadLetters.Reason.DROPPED_NEWEST);
        }
      }
      case Offer.Closed<Object> closed ->
          system.deadLetters().add(name(), item, DeadLetters.Reason.CLOSED);
    }
    return (Offer<M>) (Offer<?>) offer;
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
    return !life.ended() && !mailbox.rest(!life.takesMessages());
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

  Mailbox<Object> mailbox() {
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
