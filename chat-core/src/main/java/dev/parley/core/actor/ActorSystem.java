package dev.parley.core.actor;

import dev.parley.core.mailbox.Accounts;
import dev.parley.core.mailbox.Mailbox;
import dev.parley.core.mailbox.Overflow;
import dev.parley.core.time.Entropy;
import dev.parley.core.time.SystemTime;
import dev.parley.core.time.Time;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The home of a set of actors: it starts them, gives them threads and time, and stops them. Safe
 * for use by many threads.
 *
 * <p>Its threads are daemons: a program that should live as long as its actors must wait for
 * something itself. Close the system to stop them:
 *
 * {@snippet lang=java :
 * try (var system = ActorSystem.builder("greeting").open()) {
 *   ActorRef<String> greeter =
 *       system.spawn("greeter", (name, context) -> System.out.println("Hello, " + name));
 *   greeter.tell("world");
 * } // closing handles what waits, then ends the actor
 * }
 */
public final class ActorSystem implements AutoCloseable {
  /** How many messages a mailbox holds unless its actor asks for something else: {@value}. */
  public static final int DEFAULT_CAPACITY = 1024;

  private static final Logger log = LoggerFactory.getLogger(ActorSystem.class);
  private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

  private final String name;
  private final Threads threads;
  private final Time time;
  private final Entropy entropy;
  private final Dispatcher dispatcher;
  private final @Nullable SystemTime owned;
  private final DeadLetters deadLetters = new DeadLetters();
  private final ConcurrentMap<String, ActorCell<?>> cells = new ConcurrentHashMap<>();
  private final AtomicReference<Accounts> retired = new AtomicReference<>(Accounts.NONE);
  private volatile boolean closed;

  private ActorSystem(Builder builder) {
    name = builder.name;
    threads = builder.threads == null ? new Threads() : builder.threads;
    dispatcher = builder.dispatcher == null ? Dispatcher.threadPerActor() : builder.dispatcher;
    owned =
        builder.time == null || builder.entropy == null
            ? new SystemTime(threads.virtual(name + "-timer"))
            : null;
    time = builder.time == null ? own() : builder.time;
    entropy = builder.entropy == null ? own() : builder.entropy;
  }

  private SystemTime own() {
    if (owned == null) {
      throw new IllegalStateException("no system time was opened");
    }
    return owned;
  }

  /**
   * Begins to describe a system.
   *
   * @param name its name, which its threads carry
   * @return a builder whose settings all have defaults
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /**
   * Starts an actor whose mailbox holds {@value #DEFAULT_CAPACITY} messages and then rejects.
   *
   * @param actorName its name, unique among the live actors
   * @param actor its behaviour, which nobody else may touch from now on
   * @param <M> the type of its messages
   * @return its address
   * @throws IllegalArgumentException if a live actor has that name
   * @throws IllegalStateException if the system is closed
   */
  public <M> ActorRef<M> spawn(String actorName, Actor<M> actor) {
    return spawn(actorName, actor, DEFAULT_CAPACITY, new Overflow.Reject());
  }

  /**
   * Starts an actor.
   *
   * @param actorName its name, unique among the live actors
   * @param actor its behaviour, which nobody else may touch from now on
   * @param capacity how many messages its mailbox holds; at least 1
   * @param overflow what the mailbox does when it is full
   * @param <M> the type of its messages
   * @return its address
   * @throws IllegalArgumentException if a live actor has that name, or the capacity is less than 1
   * @throws IllegalStateException if the system is closed
   */
  public <M> ActorRef<M> spawn(String actorName, Actor<M> actor, int capacity, Overflow overflow) {
    var cell = new ActorCell<>(this, actorName, new Mailbox<>(capacity, overflow), actor);
    if (cells.putIfAbsent(actorName, cell) != null) {
      throw new IllegalArgumentException("an actor named " + actorName + " is alive already");
    }
    if (closed) {
      cells.remove(actorName, cell);
      throw new IllegalStateException("cannot start " + actorName + ": the system is closed");
    }
    cell.attach(dispatcher);
    return cell;
  }

  void ended(ActorCell<?> cell) {
    retired.updateAndGet(sum -> sum.plus(cell.status().accounts()));
    cells.remove(cell.name(), cell);
  }

  /**
   * The actors that live now.
   *
   * @return a snapshot, ordered by name
   */
  public List<ActorStatus> actors() {
    return cells.values().stream()
        .map(ActorCell::status)
        .sorted(Comparator.comparing(ActorStatus::name))
        .toList();
  }

  /**
   * Where the messages of all actors went, living and ended. What is offered to an actor after it
   * has ended counts as a dead letter only.
   *
   * @return the sum, exact when quiescent
   */
  public Accounts accounts() {
    return actors().stream().map(ActorStatus::accounts).reduce(retired.get(), Accounts::plus);
  }

  /**
   * The messages that no actor will handle.
   *
   * @return the counters
   */
  public DeadLetters deadLetters() {
    return deadLetters;
  }

  /**
   * The source of every thread of this system.
   *
   * @return the threads
   */
  public Threads threads() {
    return threads;
  }

  /**
   * The clocks and timers of this system.
   *
   * @return the time
   */
  public Time time() {
    return time;
  }

  /**
   * The randomness of this system.
   *
   * @return the entropy
   */
  public Entropy entropy() {
    return entropy;
  }

  /**
   * Closes the system within five seconds.
   *
   * @see #close(Duration)
   */
  @Override
  public void close() {
    close(CLOSE_DEADLINE);
  }

  /**
   * Ends all actors: their mailboxes refuse new messages and the actors handle what waits. Whoever
   * is not done at the deadline is interrupted and ends after its current message; its remaining
   * messages become dead letters. Idempotent; must not be called by an actor of this system.
   *
   * @param deadline how long the draining may take in all
   */
  public void close(Duration deadline) {
    closed = true;
    long end = time.nanoTime() + deadline.toNanos();
    cells.values().forEach(ActorCell::drain);
    for (var cell : List.copyOf(cells.values())) {
      if (!ended(cell, end - time.nanoTime())) {
        log.warn("{} is not done at the deadline: interrupting it", cell);
        cell.stop();
        cell.interrupt();
      }
    }
    if (owned != null) {
      owned.close();
    }
  }

  private static boolean ended(ActorCell<?> cell, long nanos) {
    try {
      return cell.awaitEnd(nanos);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public String toString() {
    return "actor system " + name;
  }

  /** The settings of a system that is not open yet. Not safe for use by many threads. */
  public static final class Builder {
    private final String name;
    private @Nullable Threads threads;
    private @Nullable Time time;
    private @Nullable Entropy entropy;
    private @Nullable Dispatcher dispatcher;

    private Builder(String name) {
      this.name = name;
    }

    /**
     * Where threads come from; by default a source of the system's own.
     *
     * @param source the source
     * @return this builder
     */
    public Builder threads(Threads source) {
      threads = source;
      return this;
    }

    /**
     * What makes time pass; by default the machine's clock and a timer thread of the system's own.
     *
     * @param source the clocks and timers; the system does not close them
     * @return this builder
     */
    public Builder time(Time source) {
      time = source;
      return this;
    }

    /**
     * Where random numbers come from; by default the machine's secure source.
     *
     * @param source the source
     * @return this builder
     */
    public Builder entropy(Entropy source) {
      entropy = source;
      return this;
    }

    /**
     * On which threads actors run; by default {@link Dispatcher#threadPerActor()}.
     *
     * @param choice the dispatcher
     * @return this builder
     */
    public Builder dispatcher(Dispatcher choice) {
      dispatcher = choice;
      return this;
    }

    /**
     * Opens the system.
     *
     * @return a system without actors, which the caller must close
     */
    public ActorSystem open() {
      return new ActorSystem(this);
    }
  }
}
