package dev.parley.core.actor;

import dev.parley.core.mailbox.Node;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to an actor from its start to its end. Touched in the actor's own turn only, where
 * nothing else is said.
 *
 * @param <M> the type of its messages
 */
final class Life<M> implements ActorContext<M> {
  /*
   * A turn handles signals and messages, up to a limit, then ends the batch, and then settles: what
   * the turn asked for (a restart, the end) is carried out as far as it can be now. Children end one
   * after the other, the youngest first; each one's end is a signal, which begins another turn, which
   * settles again.
   */
  private static final Logger log = LoggerFactory.getLogger(Life.class);

  /** How many messages and signals one turn handles before others have theirs. */
  static final int TURN_LIMIT = 256;

  private final ActorCell<M> cell;
  private @Nullable Actor<M> actor;
  private volatile Phase phase = Phase.UNBORN;
  private boolean touched;
  private long number;

  /** The message handled now, or last in this turn. */
  private @Nullable Envelope<M> current;

  // Read by others too, who may see them a little late.
  private boolean handling;
  private long handlingSince;

  private @Nullable Relations<M> relations;

  /** A life, in order; only a restart goes back, to LIVE or DRAINING. */
  private enum Phase {
    UNBORN,
    LIVE,
    DRAINING,
    RESTARTING,
    STOPPING,
    STOPPED
  }

  /** What most actors have none of. */
  private static final class Relations<M> {
    private final Family children = new Family();
    private final Set<ActorCell<?>> watchers = new LinkedHashSet<>();
    private final Set<ActorCell<?>> watched = new LinkedHashSet<>();
    private final ArrayDeque<Signal> deferred = new ArrayDeque<>();
    private @Nullable KeyedTimers<M> timers;
    private List<Reply<?>> unanswered = new ArrayList<>();
    private @Nullable Restarts restarts;
    private boolean stashed;
    private boolean draining;
    private boolean dismissed;
    private boolean waitingToRestart;
    private Duration wait = Duration.ZERO;
    private Signal.Cause cause = new Signal.Cause.Stopped();
  }

  Life(ActorCell<M> cell) {
    this.cell = cell;
  }

  private Relations<M> relations() {
    if (relations == null) {
      relations = new Relations<>();
    }
    return relations;
  }

  // ---- seen from outside ----

  boolean ended() {
    return phase == Phase.STOPPED;
  }

  boolean takesMessages() {
    return phase == Phase.LIVE || phase == Phase.DRAINING;
  }

  @Nullable Class<?> handling() {
    var envelope = current;
    return !handling || envelope == null ? null : envelope.element().getClass();
  }

  long handlingSince() {
    return handlingSince;
  }

  ActorStatus.State state() {
    return switch (phase) {
      case UNBORN, LIVE ->
          cell.mailbox().isClosed()
              ? ActorStatus.State.DRAINING
              : handling ? ActorStatus.State.RUNNING : ActorStatus.State.IDLE;
      case RESTARTING -> ActorStatus.State.RESTARTING;
      case DRAINING, STOPPING -> ActorStatus.State.DRAINING;
      case STOPPED -> ActorStatus.State.STOPPED;
    };
  }

  List<ActorCell<?>> family() {
    var known = relations;
    return known == null ? List.of() : known.children.oldestFirst();
  }

  // ---- a turn ----

  void turn(ActorThread thread) {
    if (phase == Phase.UNBORN) {
      born(Phase.LIVE);
    }
    handleSome(thread);
    endBatch();
    settle();
    current = null;
  }

  private void handleSome(ActorThread thread) {
    var mailbox = cell.mailbox();
    var place = mailbox.place();
    for (int n = 0; n < TURN_LIMIT; n++) {
      var signal = mailbox.nextSignal();
      if (signal != null) {
        signal.run();
        continue;
      }
      if (!takesMessages()) {
        break;
      }
      var node = mailbox.beginUnstashed();
      if (node == null) {
        node = mailbox.begin(place);
        if (node == null) {
          break;
        }
        place = node;
      }
      thread.step();
      handle((Envelope<M>) node); // a cell offers nothing else
    }
    mailbox.moveTo(place);
  }

  private void handle(Envelope<M> envelope) {
    if (relations != null && relations.timers != null) {
      relations.timers.messageHandled();
    }
    perform(envelope);
  }

  private void perform(Envelope<M> envelope) {
    begin(envelope);
    if (Events.Message.isOn()) {
      receiveRecorded(envelope);
    } else {
      receive(envelope);
    }
    handling = false;
  }

  /** False if the actor failed on it. */
  private boolean receive(Envelope<M> envelope) {
    boolean done = true;
    try {
      living().receive(envelope.element(), this);
    } catch (Throwable failure) {
      failed(failure);
      done = false;
    }
    if (relations == null || !relations.stashed) {
      if (done) {
        cell.mailbox().handled();
      }
      finish(envelope, done);
    }
    return done;
  }

  private void receiveRecorded(Envelope<M> envelope) {
    var event = new Events.Message();
    handlingSince = cell.system().time().nanoTime();
    event.begin();
    boolean done = receive(envelope);
    event.end();
    if (event.shouldCommit()) {
      report(event, envelope, !done);
    }
  }

  private Actor<M> living() {
    return Objects.requireNonNull(actor, "an actor takes messages while it lives only");
  }

  private void begin(Envelope<M> envelope) {
    current = envelope;
    handlingSince = cell.system().scheduler().coarseNanos();
    handling = true;
    touched = true;
    number++;
    if (relations != null) {
      relations.stashed = false;
    }
  }

  private void finish(Envelope<M> envelope, boolean done) {
    var reply = envelope.reply();
    if (done && reply != null && !reply.isDone()) {
      reply.handled();
      remember(reply);
    }
  }

  private void remember(Reply<?> reply) {
    var unanswered = relations().unanswered;
    if (unanswered.size() >= 16 && Integer.bitCount(unanswered.size()) == 1) {
      unanswered.removeIf(Reply::isDone);
    }
    unanswered.add(reply);
  }

  private void report(Events.Message event, Envelope<M> envelope, boolean failed) {
    event.actor = cell.name();
    event.type = envelope.element().getClass();
    long sentAt = envelope.sentAt();
    event.waited = sentAt == 0 ? 0 : Math.max(0, handlingSince - sentAt);
    event.depth = cell.mailbox().depth();
    event.failed = failed;
    event.commit();
  }

  /** Runs a method of the actor; false if it failed, and its supervision has decided. */
  private boolean guarded(Consumer<Actor<M>> method) {
    var living = actor;
    if (living == null) {
      return false;
    }
    try {
      method.accept(living);
      return true;
    } catch (Throwable failure) {
      failed(failure);
      return false;
    }
  }

  private void endBatch() {
    if (touched) {
      touched = false;
      var living = actor;
      if (living == null) {
        return;
      }
      try {
        living.batchEnd(this);
      } catch (Throwable failure) {
        failed(failure);
      }
    }
  }

  // ---- failure ----

  private void failed(Throwable failure) {
    var aside = relations != null && relations.stashed;
    if (handling && !aside) {
      var envelope = Objects.requireNonNull(current);
      cell.mailbox().failed();
      dead(envelope, DeadLetters.Reason.FAILED, causeOfNext());
      envelope.unanswerable(AskException.Reason.FAILED, "it failed with " + failure);
    }
    decide(failure, handling ? trail().toString() : "no message");
  }

  private void dead(Envelope<M> envelope, DeadLetters.Reason reason, @Nullable Cause cause) {
    cell.system().deadLetters().add(cell.name(), envelope.element(), reason, cause);
  }

  private void decide(Throwable failure, String trail) {
    if (phase == Phase.STOPPING || phase == Phase.RESTARTING) {
      log.error("actor {} failed while it ends; it was handling {}", cell.name(), trail, failure);
      return;
    }
    switch (cell.spec().supervision().decide(failure)) {
      case Directive.Resume resume when actor != null ->
          log.error("actor {} goes on; it failed on {}", cell.name(), trail, failure);
      case Directive.Restart restart
          when restarts().allow(restart, cell.system().time().nanoTime()) -> {
        int inPeriod = restarts().inPeriod();
        relations().wait = restarts().backoff(restart);
        relations().dismissed = false;
        log.error("actor {} restarts; it failed on {}", cell.name(), trail, failure);
        Events.restarted(cell.name(), failure, inPeriod);
        phase = Phase.RESTARTING;
      }
      case Directive.Restart tooOften -> {
        log.error(
            "actor {} stops, as it failed {} times in {}; the last time on {}",
            cell.name(),
            tooOften.atMost() + 1,
            tooOften.period(),
            trail,
            failure);
        end(new Signal.Cause.Failed(failure));
      }
      case Directive.Resume unborn -> {
        log.error("actor {} stops: it could not be started", cell.name(), failure);
        end(new Signal.Cause.Failed(failure));
      }
      case Directive.Stop stop -> {
        log.error("actor {} stops; it failed on {}", cell.name(), trail, failure);
        end(new Signal.Cause.Failed(failure));
      }
    }
  }

  private Restarts restarts() {
    var known = relations();
    if (known.restarts == null) {
      known.restarts = new Restarts();
    }
    return known.restarts;
  }

  // ---- the end, and a new beginning ----

  private void end(Signal.Cause cause) {
    cell.mailbox().close();
    relations().cause = cause;
    phase = Phase.STOPPING;
  }

  /** Carries out what was decided, as far as it can be now. */
  private void settle() {
    while (true) {
      switch (phase) {
        case DRAINING -> {
          if (cell.mailbox().depth() > 0) {
            return;
          }
          phase = Phase.STOPPING;
        }
        case RESTARTING -> {
          if (childrenLeft(false) || !oldActorGone()) {
            return;
          }
          born(relations().draining ? Phase.DRAINING : Phase.LIVE);
        }
        case STOPPING -> {
          if (!childrenLeft(relations != null && relations.draining)) {
            die();
          }
          return;
        }
        case UNBORN, LIVE, STOPPED -> {
          return;
        }
      }
    }
  }

  /** Ends the youngest child, if there is one; its end is a signal. */
  private boolean childrenLeft(boolean draining) {
    var child = relations == null ? null : relations.children.youngest();
    if (child == null) {
      return false;
    }
    if (draining) {
      child.drain();
    } else {
      child.stop();
    }
    return true;
  }

  private boolean oldActorGone() {
    var known = relations();
    if (!known.dismissed) {
      known.dismissed = true;
      dismiss();
      if (known.wait.isPositive()) {
        known.waitingToRestart = true;
        cell.system()
            .time()
            .schedule(known.wait, () -> cell.signal(() -> known.waitingToRestart = false));
      }
    }
    return !known.waitingToRestart;
  }

  /** Makes the actor, and has it begin. */
  private void born(Phase first) {
    phase = first;
    try {
      actor = Objects.requireNonNull(cell.spec().factory().get(), "the spec made no actor");
    } catch (Throwable failure) {
      decide(failure, "its making");
      return;
    }
    guarded(living -> living.started(this));
    var deferred = relations == null ? null : relations.deferred;
    while (deferred != null && !deferred.isEmpty() && takesMessages()) {
      var signal = deferred.removeFirst();
      guarded(living -> living.signal(signal, this));
    }
  }

  private void dismiss() {
    var old = actor;
    actor = null;
    if (relations != null && relations.timers != null) {
      relations.timers.cancelAll();
    }
    if (old == null) {
      return;
    }
    try {
      old.stopped();
    } catch (Throwable failure) {
      log.error("actor {}: its stopped() failed", cell.name(), failure);
    }
  }

  private void die() {
    var mailbox = cell.mailbox();
    mailbox.close();
    mailbox.unstashAll();
    while (mailbox.depth() > 0) {
      bury(mailbox.begin());
    }
    dismiss();
    phase = Phase.STOPPED;
    mailbox.end(Runnable::run); // late watchers enrol
    cell.system().ended(cell);
    if (relations != null) {
      relations.unanswered.forEach(
          reply -> reply.fail(AskException.Reason.STOPPED, "it ended without an answer"));
      relations.watchers.forEach(watcher -> tellEnd(watcher));
      relations.watched.clear();
    }
    var parent = cell.parent();
    if (parent != null) {
      parent.life().childEnded(cell);
    }
  }

  private void bury(@Nullable Node<M> node) {
    if (node == null) {
      return; // a sender is about to link it
    }
    var envelope = (Envelope<M>) node;
    cell.mailbox().deadLettered();
    dead(envelope, DeadLetters.Reason.STOPPED, envelope.cause());
    var reply = envelope.reply();
    if (reply != null) {
      remember(reply);
    }
  }

  private void tellEnd(ActorCell<?> watcher) {
    var terminated = new Signal.Terminated(cell, causeOfEnd());
    watcher.signal(() -> watcher.life().terminated(cell, terminated));
  }

  private Signal.Cause causeOfEnd() {
    return relations == null ? new Signal.Cause.Stopped() : relations.cause;
  }

  /** Called by the child's turn: the parent's next turn settles. */
  void childEnded(ActorCell<?> child) {
    Objects.requireNonNull(relations).children.remove(child);
    cell.signal(() -> {});
  }

  private void terminated(ActorCell<?> other, Signal.Terminated terminated) {
    if (relations == null || !relations.watched.remove(other)) {
      return;
    }
    if (phase == Phase.RESTARTING) {
      relations.deferred.addLast(terminated);
    } else if (takesMessages()) {
      touched = true;
      guarded(living -> living.signal(terminated, this));
    }
  }

  // ---- signals that others send ----

  /** Ends the actor; run in its turn. */
  void endNow() {
    if (phase != Phase.STOPPED && phase != Phase.STOPPING) {
      end(new Signal.Cause.Stopped());
    }
    if (relations != null) {
      relations.draining = false;
    }
  }

  void drain() {
    relations().draining = true;
    if (phase == Phase.LIVE) {
      phase = Phase.DRAINING;
    }
  }

  // ---- what the actor may do ----

  @Override
  public ActorRef<M> self() {
    return cell;
  }

  @Override
  public ActorSystem system() {
    return cell.system();
  }

  @Override
  public void stop() {
    endNow();
  }

  @Override
  public <N> ActorRef<N> spawn(String name, ActorSpec<N> spec) {
    return cell.system().spawn(cell, bearing(), name, spec);
  }

  @Override
  public <N> ActorRef<N> spawn(ActorSpec<N> spec) {
    return cell.system().spawn(cell, bearing(), null, spec);
  }

  private Family bearing() {
    if (!takesMessages()) {
      throw new IllegalStateException(cell + " cannot start a child: it is ending");
    }
    return relations().children;
  }

  @Override
  public List<ActorRef<?>> children() {
    return List.copyOf(family());
  }

  @Override
  public void watch(ActorRef<?> other) {
    var target = (ActorCell<?>) other;
    if (relations().watched.add(target)
        && !target.signal(() -> target.life().relations().watchers.add(cell))) {
      target.life().tellEnd(cell); // it has ended already
    }
  }

  @Override
  public void unwatch(ActorRef<?> other) {
    var target = (ActorCell<?>) other;
    if (relations().watched.remove(target)) {
      target.signal(() -> target.life().relations().watchers.remove(cell));
    }
  }

  @Override
  public void setTimer(Object key, Duration delay, M message) {
    timers().set(key, delay, message);
  }

  @Override
  public void setPeriodicTimer(Object key, Duration period, M message) {
    timers().setPeriodic(key, period, message);
  }

  @Override
  public void cancelTimer(Object key) {
    timers().cancel(key);
  }

  @Override
  public void setReceiveTimeout(Duration quiet, M message) {
    timers().setReceiveTimeout(quiet, message);
  }

  @Override
  public void cancelReceiveTimeout() {
    timers().cancelReceiveTimeout();
  }

  private KeyedTimers<M> timers() {
    var known = relations();
    if (known.timers == null) {
      known.timers = new KeyedTimers<>(this, cell);
    }
    return known.timers;
  }

  /** A timer's message, ahead of those that wait. */
  void handleTimer(M message, @Nullable Cause cause) {
    cell.mailbox().beginDirect();
    perform(new Envelope<>(message, cause));
  }

  @Override
  public void sleep(Duration time) {
    try {
      cell.system().scheduler().await(new Never(), time.toNanos());
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(cell + " was interrupted in its sleep", interrupt);
    }
  }

  /** A wait that only the time ends. */
  private record Never() implements Dispatcher.Wait {
    @Override
    public boolean over() {
      return false;
    }

    @Override
    public boolean block(long nanos) throws InterruptedException {
      return new CountDownLatch(1).await(nanos, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public boolean stash() {
    if (!handling || current == null || relations().stashed) {
      throw new IllegalStateException(cell + " has no message to put aside");
    }
    relations().stashed = cell.mailbox().stash(current, cell.spec().stashSize());
    return relations().stashed;
  }

  @Override
  public void unstashAll() {
    cell.mailbox().unstashAll();
  }

  @Override
  public Trail trail() {
    return Cause.trail(causeOfNext());
  }

  /** The message handled now or last in this turn, as the cause of what is sent. */
  @Nullable Cause causeOfNext() {
    var envelope = current;
    return envelope == null ? null : envelope.asCause(cell, number);
  }
}
