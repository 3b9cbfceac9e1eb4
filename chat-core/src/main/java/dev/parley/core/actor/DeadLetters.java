package dev.parley.core.actor;

import dev.parley.core.mailbox.Offer;
import dev.parley.core.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that no actor will handle: counted by reason, told to whoever subscribes, and
 * logged, but no more than {@value #LOGGED_EACH_SECOND} a second. Safe for use by many threads.
 */
public final class DeadLetters {
  /** How many are logged in a second; those beyond are only counted. */
  public static final int LOGGED_EACH_SECOND = 10;

  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Clock clock;
  private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class);
  private final List<ActorRef<DeadLetter>> subscribers = new CopyOnWriteArrayList<>();
  private final AtomicLong untold = new AtomicLong();
  private final AtomicLong second;
  private final AtomicLong loggedInSecond = new AtomicLong();
  private final AtomicLong unlogged = new AtomicLong();

  /** Why a message became a dead letter. */
  public enum Reason {
    /** It was sent to an actor that had closed its mailbox. */
    CLOSED,
    /** It found a full mailbox, whose policy is to drop what is new. */
    DROPPED_NEWEST,
    /** It made room for a newer one. */
    EVICTED,
    /** Its actor failed on it; it is not handled again. */
    FAILED,
    /** It answers a question whose asker waits no more. */
    LATE_REPLY,
    /** It tells an actor the outcome of a question, and was refused. */
    REPLY_REFUSED,
    /** It waited, in the mailbox or the stash, when its actor stopped. */
    STOPPED
  }

  DeadLetters(Clock clock) {
    this.clock = clock;
    this.second = new AtomicLong(clock.nanoTime());
    for (var reason : Reason.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  void add(String recipient, Object message, Reason reason, @Nullable Cause cause) {
    counter(reason).increment();
    if (message instanceof DeadLetter) {
      return; // to tell of it could go round for ever; it is counted
    }
    Events.dropped(recipient, message, reason);
    tell(recipient, message, reason, cause);
    log(recipient, message, reason);
  }

  private void tell(String recipient, Object message, Reason reason, @Nullable Cause cause) {
    if (subscribers.isEmpty()) {
      return;
    }
    var letter = new DeadLetter(message, recipient, reason, Cause.trail(cause));
    subscribers.forEach(subscriber -> tell(subscriber, letter)); // under no lock of the list's
  }

  private void tell(ActorRef<DeadLetter> subscriber, DeadLetter letter) {
    var offer = subscriber.tell(letter);
    if (!offer.accepted()) {
      untold.incrementAndGet();
    }
    if (offer instanceof Offer.Closed) {
      subscribers.remove(subscriber);
    }
  }

  private void log(String recipient, Object message, Reason reason) {
    long now = clock.nanoTime();
    long began = second.get();
    if (now - began >= SECOND && second.compareAndSet(began, now)) {
      loggedInSecond.set(0);
      long left = unlogged.getAndSet(0);
      if (left > 0) {
        log.info("{} dead letters more were not logged", left);
      }
    }
    if (loggedInSecond.incrementAndGet() <= LOGGED_EACH_SECOND) {
      log.info("dead letter to {}: {} ({})", recipient, message.getClass().getSimpleName(), reason);
    } else {
      unlogged.incrementAndGet();
    }
  }

  /**
   * Tells an actor of every dead letter from now on, until it ends. Dead letters that are
   * themselves of type {@link DeadLetter} are only counted.
   *
   * @param subscriber the actor
   */
  public void subscribe(ActorRef<DeadLetter> subscriber) {
    subscribers.add(subscriber);
  }

  /**
   * Tells an actor no more.
   *
   * @param subscriber the actor
   */
  public void unsubscribe(ActorRef<DeadLetter> subscriber) {
    subscribers.remove(subscriber);
  }

  /**
   * How many there were for one reason.
   *
   * @param reason the reason
   * @return the count since the system was opened
   */
  public long count(Reason reason) {
    return counter(reason).sum();
  }

  /**
   * How many times a subscriber had no room for a dead letter.
   *
   * @return the count since the system was opened
   */
  public long untold() {
    return untold.get();
  }

  private LongAdder counter(Reason reason) {
    var counter = counts.get(reason);
    if (counter == null) {
      throw new IllegalStateException("no counter for " + reason);
    }
    return counter;
  }
}
