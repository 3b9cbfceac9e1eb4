package dev.parley.core.actor;

import dev.parley.core.mailbox.Accounts;
import dev.parley.core.time.Entropy;
import dev.parley.core.time.SystemTime;
import dev.parley.core.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
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
  /** How many actors may live at once unless the builder says otherwise: {@value}. */
  public static final int DEFAULT_LIMIT = 1 << 20;

  private static final Logger log = LoggerFactory.getLogger(ActorSystem.class);
  private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

  /** What an interrupted actor has at the least to come to its end. */
  private static final Duration LAST_CHANCE = Duration.ofMillis(50);

  private static final List<Consumer<ActorSystem>> OPENED = new CopyOnWriteArrayList<>();

  private final String name;
  private final Threads threads;
  private final Time time;
  private final Entropy entropy;
  private final Dispatcher.Scheduler scheduler;
  private final @Nullable SystemTime owned;
  private final int limit;
  private final DeadLetters deadLetters;
  private final Family eldest = new Family();
  private final ConcurrentMap<String, ActorCell<?>> byPath = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicInteger living = new AtomicInteger();
  private final AtomicReference<Accounts> retired = new AtomicReference<>(Accounts.NONE);
  private final CountDownLatch allEnded = new CountDownLatch(1);
  private volatile boolean closed;

  private ActorSystem(Builder builder) {
    name = builder.name;
    threads = builder.threads == null ? new Threads() : builder.threads;
    owned =
        builder.time == null || builder.entropy == null
            ? new SystemTime(threads.virtual(name + "-timer"))
            : null;
    time = builder.time == null ? own() : builder.time;
    entropy = builder.entropy == null ? own() : builder.entropy;
    limit = builder.limit;
    deadLetters = new DeadLetters(time);
    var dispatcher = builder.dispatcher == null ? Dispatcher.virtualThreads() : builder.dispatcher;
    scheduler = dispatcher.start(name, threads, time);
    OPENED.forEach(listener -> listener.accept(this));
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
   * Has a listener told of every system that is opened in this JVM from now on: for tools that look
   * at systems which they do not open themselves.
   *
   * @param listener told on the thread that opens the system, before it has any actor
   * @return what ends the listening
   */
  public static Runnable onOpen(Consumer<ActorSystem> listener) {
    OPENED.add(listener);
    return () -> OPENED.remove(listener);
  }

  // ---- actors ----

  /**
   * Starts an actor with the settings of {@link ActorSpec#of}; it cannot be restarted, as there is
   * only this one.
   *
   * @param actorName its name, unique among the live actors, without a slash or a dollar sign
   * @param actor its behaviour, which nobody else may touch from now on
   * @param <M> the type of its messages
   * @return its address
   * @throws IllegalArgumentException if a live actor has that name, or it is malformed
   * @throws IllegalStateException if the system is closed or full
   */
  public <M> ActorRef<M> spawn(String actorName, Actor<M> actor) {
    return spawn(actorName, ActorSpec.of(() -> actor));
  }

  /**
   * Starts an actor.
   *
   * @param actorName its name, unique among the live actors, without a slash or a dollar sign
   * @param spec how to make it
   * @param <M> the type of its messages
   * @return its address
   * @throws IllegalArgumentException if a live actor has that name, or it is malformed
   * @throws IllegalStateException if the system is closed or full
   */
  public <M> ActorRef<M> spawn(String actorName, ActorSpec<M> spec) {
    return spawn(null, eldest, actorName, spec);
  }

  /**
   * Starts an actor that has a number for a name.
   *
   * @param spec how to make it
   * @param <M> the type of its messages
   * @return its address
   * @throws IllegalStateException if the system is closed or full
   */
  public <M> ActorRef<M> spawn(ActorSpec<M> spec) {
    return spawn(null, eldest, null, spec);
  }

  <M> ActorRef<M> spawn(
      @Nullable ActorCell<?> parent, Family family, @Nullable String given, ActorSpec<M> spec) {
    var path = given == null ? null : path(parent, given);
    var cell = new ActorCell<>(this, parent, path, numbers.incrementAndGet(), spec);
    if (path != null && byPath.putIfAbsent(path, cell) != null) {
      throw new IllegalArgumentException("an actor named " + path + " is alive already");
    }
    if (living.incrementAndGet() > limit || !family.add(cell)) {
      forget(cell);
      throw new IllegalStateException(
          "cannot start " + cell + (closed ? ": the system is closed" : ": there are " + limit));
    }
    cell.start();
    return cell;
  }

  private static String path(@Nullable ActorCell<?> parent, String given) {
    if (given.isEmpty() || given.indexOf('/') >= 0 || given.indexOf('$') >= 0) {
      throw new IllegalArgumentException(
          "an actor's name has no slash and no dollar sign, and is not empty: \"" + given + "\"");
    }
    return parent == null ? given : parent.name() + "/" + given;
  }

  private void forget(ActorCell<?> cell) {
    if (cell.named()) {
      byPath.remove(cell.name(), cell);
    }
    living.decrementAndGet();
  }

  void ended(ActorCell<?> cell) {
    retired.accumulateAndGet(cell.accounts(), Accounts::plus);
    if (cell.parent() == null) {
      eldest.remove(cell);
    }
    forget(cell);
    if (closed && living.get() == 0) {
      allEnded.countDown();
    }
  }

  /**
   * The system's name.
   *
   * @return the name that it was opened with
   */
  public String name() {
    return name;
  }

  /**
   * The actors that live now.
   *
   * @return a snapshot, ordered by path
   */
  public List<ActorStatus> actors() {
    return cells().stream()
        .map(ActorCell::status)
        .sorted(Comparator.comparing(ActorStatus::name))
        .toList();
  }

  /** All live actors, each behind its parent. */
  private List<ActorCell<?>> cells() {
    var all = new ArrayList<ActorCell<?>>(eldest.oldestFirst());
    for (int n = 0; n < all.size(); n++) {
      all.addAll(all.get(n).life().family());
    }
    return all;
  }

  /**
   * The tree of live actors as text: a line for each, its children below it and further in, oldest
   * first, with what it does, how many messages wait, and the type and age of the message that it
   * is handling.
   *
   * @return the lines, for people to read
   */
  public String tree() {
    var text = new StringBuilder(name).append('\n');
    eldest.oldestFirst().forEach(cell -> branch(text, cell, 1));
    return text.toString();
  }

  private static void branch(StringBuilder text, ActorCell<?> cell, int depth) {
    var status = cell.status();
    text.repeat("  ", depth).append(status.name()).append("  ");
    text.append(status.state().name().toLowerCase(Locale.ROOT));
    text.append("  waiting ").append(status.accounts().queued());
    status
        .current()
        .ifPresent(current ->
            text.append("  in ").append(current.type()).append(" for ").append(current.age()));
    text.append('\n');
    cell.life().family().forEach(child -> branch(text, child, depth + 1));
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

  Dispatcher.Scheduler scheduler() {
    return scheduler;
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
    eldest.close();
    eldest.oldestFirst().forEach(ActorCell::drain);
    if (!awaitEnd(deadline)) {
      var late = cells();
      for (var cell : late) {
        log.warn("{} is not done at the deadline: interrupting it", cell);
        cell.stop();
        scheduler.interrupt(cell);
      }
      awaitEnd(deadline.dividedBy(4).plus(LAST_CHANCE));
    }
    scheduler.close();
    if (owned != null) {
      owned.close();
    }
  }

  private boolean awaitEnd(Duration within) {
    try {
      return scheduler.await(new AllEnded(), within.toNanos());
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private final class AllEnded implements Dispatcher.Wait {
    @Override
    public boolean over() {
      return living.get() == 0;
    }

    @Override
    public boolean block(long nanos) throws InterruptedException {
      return over() || allEnded.await(nanos, TimeUnit.NANOSECONDS);
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
    private int limit = DEFAULT_LIMIT;

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
     * On which threads actors run; by default {@link Dispatcher#virtualThreads()}.
     *
     * @param choice the dispatcher
     * @return this builder
     */
    public Builder dispatcher(Dispatcher choice) {
      dispatcher = choice;
      return this;
    }

    /**
     * How many actors may live at once, so that one which spawns without end fails instead of the
     * program; by default {@value ActorSystem#DEFAULT_LIMIT}.
     *
     * @param actors how many; at least 1
     * @return this builder
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder limit(int actors) {
      if (actors < 1) {
        throw new IllegalArgumentException("a system needs room for 1 actor, not " + actors);
      }
      limit = actors;
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
