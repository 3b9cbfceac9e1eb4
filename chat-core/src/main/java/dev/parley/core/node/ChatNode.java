package dev.parley.core.node;

import dev.parley.core.actor.ActorStatus;
import dev.parley.core.actor.ActorSystem;
import dev.parley.core.actor.DeadLetters;
import dev.parley.core.actor.Threads;
import dev.parley.core.entry.LogId;
import dev.parley.core.entry.RoomName;
import dev.parley.core.history.HistoryStore;
import dev.parley.core.history.MemoryHistory;
import dev.parley.core.identity.Nick;
import dev.parley.core.identity.PeerId;
import dev.parley.core.mailbox.Accounts;
import dev.parley.core.room.FlushResult;
import dev.parley.core.room.Guard;
import dev.parley.core.room.Room;
import dev.parley.core.room.RoomListener;
import dev.parley.core.room.RoomReport;
import dev.parley.core.room.RoomSettings;
import dev.parley.core.room.SayResult;
import dev.parley.core.room.Subscription;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.PeerAddress;
import dev.parley.core.transport.Transport;
import dev.parley.core.transport.TransportContext;
import dev.parley.core.transport.UnknownPeerException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One participant: a room, a transport that links it to others, and all that they need. It owns
 * what it opens, and {@link #close()} lets go of all of it. Safe for use by many threads.
 *
 * {@snippet lang=java :
 * var network = new InProcessNetwork();
 * try (var ann = ChatNode.open(network.transport("ann"));
 *     var bob = ChatNode.open(network.transport("bob"))) {
 *   bob.subscribe(event -> System.out.println(event));
 *   ann.connect(new PeerAddress("bob"));
 *   ann.say("hello", Duration.ofSeconds(1));
 *   ann.flush(Duration.ofSeconds(1));
 * }
 * }
 */
public final class ChatNode implements AutoCloseable {
  /** How many events wait for a subscriber before it misses some: {@value}. */
  public static final int SUBSCRIBER_CAPACITY = 16_384;

  private static final Logger log = LoggerFactory.getLogger(ChatNode.class);
  private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(1);

  private final ActorSystem system;
  private final boolean ownsSystem;
  private final Transport transport;
  private final HistoryStore history;
  private final PeerId self;
  private final RoomName roomName;
  private final Room room;
  private final AtomicLong subscribers = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** What was counted in all, once the node is closed. */
  private volatile @Nullable SortedMap<String, Long> finalCounters;

  private ChatNode(Builder builder) {
    transport = builder.transport;
    roomName = builder.room;
    history = builder.history == null ? new MemoryHistory(builder.window) : builder.history;
    var given = builder.system;
    ownsSystem = given == null;
    system = given == null ? ActorSystem.builder("parley").threads(builder.threads).open() : given;
    self = builder.self == null ? PeerId.random(system.entropy()) : builder.self;
    var log = new LogId(self, system.entropy().nextLong());
    var settings = new RoomSettings(builder.room, log, transport.capabilities(), builder.window);
    room = builder.guard.open(system, settings, transport, history);
    builder.subscribers.forEach(this::subscribe);
    if (builder.nick != null) {
      room.rename(builder.nick);
    }
    try {
      transport.start(new TransportContext(system, self, room::offer));
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  /**
   * Opens a node in the lobby, behind an actor, with its history in memory.
   *
   * @param transport links it to others; the node closes it
   * @return the node, which the caller must close
   */
  public static ChatNode open(Transport transport) {
    return builder(transport).open();
  }

  /**
   * Begins to describe a node.
   *
   * @param transport links it to others; the node closes it
   * @return a builder whose settings all have defaults
   */
  public static Builder builder(Transport transport) {
    return new Builder(transport);
  }

  /**
   * Who we are, to members.
   *
   * @return our identity
   */
  public PeerId self() {
    return self;
  }

  /**
   * Which room it is in.
   *
   * @return the room's name
   */
  public RoomName room() {
    return roomName;
  }

  /**
   * Says a line to everybody who is linked.
   *
   * @param text the line; line ends inside it are part of it
   * @param within how long to wait while the links have no room for more
   * @return what became of it
   * @throws InterruptedException if the thread is interrupted; whether the line is said is then
   *     unknown
   */
  public SayResult say(String text, Duration within) throws InterruptedException {
    if (closed.get()) {
      return new SayResult.Refused(SayResult.Reason.CLOSED, "the node is closing");
    }
    var objection = transport.objection(text);
    return objection.isPresent()
        ? new SayResult.Refused(SayResult.Reason.UNSENDABLE, objection.get())
        : room.say(text, within);
  }

  /**
   * Says a line without waiting: for callers that must not, such as actors.
   *
   * @param text the line; line ends inside it are part of it
   * @param within how long the line may wait for room
   * @param answer is told once what became of it, on a thread of the node or at once on the
   *     caller's; it must not block
   */
  public void say(String text, Duration within, Consumer<SayResult> answer) {
    var objection = transport.objection(text);
    if (closed.get()) {
      answer.accept(new SayResult.Refused(SayResult.Reason.CLOSED, "the node is closing"));
    } else if (objection.isPresent()) {
      answer.accept(new SayResult.Refused(SayResult.Reason.UNSENDABLE, objection.get()));
    } else {
      room.say(text, within, answer);
    }
  }

  /**
   * Tells once everything that was accepted so far has arrived, or the time is up; without waiting.
   *
   * @param within how long it may take
   * @param answer is told who does not have everything, on a thread of the node; it must not block
   * @return false if the room has no room for the question now, or the node is closed
   */
  public boolean flush(Duration within, Consumer<FlushResult> answer) {
    return room.flush(within, answer);
  }

  /**
   * Tells those who are linked, and those who will be, what we want to be called.
   *
   * @param nick the label
   * @return false if the room has no room for it now, or the node is closed
   */
  public boolean rename(Nick nick) {
    return room.rename(nick);
  }

  /**
   * Waits until everything that was accepted so far has arrived: confirmed where links have
   * receipts, handed to the transport where not.
   *
   * @param within how long to wait
   * @return who does not have everything
   * @throws IllegalStateException if the node is closed
   * @throws InterruptedException if the thread is interrupted
   */
  public FlushResult flush(Duration within) throws InterruptedException {
    return room.flush(within);
  }

  /**
   * Opens a link; {@code RoomEvent.Joined} follows when it is up.
   *
   * @param peer where the peer is
   * @throws IllegalArgumentException if the address is malformed
   * @throws UnknownPeerException if it leads nowhere
   */
  public void connect(PeerAddress peer) throws UnknownPeerException {
    transport.connect(peer);
  }

  /**
   * Ends a link once what it accepted is sent; {@code RoomEvent.Left} follows.
   *
   * @param link which one; unknown ones are ignored
   */
  public void disconnect(LinkId link) {
    transport.disconnect(link);
  }

  /**
   * Under which addresses peers are linked now. A peer may have several.
   *
   * @return links by address, a snapshot
   */
  public Map<PeerAddress, LinkId> addresses() {
    return transport.addresses();
  }

  /**
   * Watches the room from now on. The listener runs on a thread of its own; if it is more than
   * {@value #SUBSCRIBER_CAPACITY} events behind it misses some and is told how many.
   *
   * @param listener who watches
   * @return what ends the watching
   */
  public Subscription subscribe(RoomListener listener) {
    return subscribe("subscriber", listener);
  }

  /**
   * Watches the room from now on, under a name that lists of threads and actors show.
   *
   * @param role what the listener does; a number is added
   * @param listener who watches
   * @return what ends the watching
   * @see #subscribe(RoomListener)
   */
  public Subscription subscribe(String role, RoomListener listener) {
    var name = role + "-" + subscribers.incrementAndGet();
    return room.subscribe(name, listener, SUBSCRIBER_CAPACITY);
  }

  /**
   * The entries that members said, as far as they are kept.
   *
   * @return the store
   */
  public HistoryStore history() {
    return history;
  }

  /**
   * Looks into the room.
   *
   * @return its links and counters
   * @throws IllegalStateException if the node is closed
   * @throws InterruptedException if the thread is interrupted
   */
  public RoomReport report() throws InterruptedException {
    return room.report();
  }

  /**
   * Every counter of the node, drops with their reasons: of the room, the transport and the actors.
   * After {@link #close()} these are the final figures.
   *
   * @return counts by name, a snapshot
   * @throws IllegalStateException if the room does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public SortedMap<String, Long> counters() throws InterruptedException {
    var last = finalCounters;
    if (last != null) {
      return last;
    }
    return withActors(roomAndTransport());
  }

  private SortedMap<String, Long> roomAndTransport() throws InterruptedException {
    var report = room.report();
    var counters = new TreeMap<>(report.counters());
    long behind = report.links().stream().mapToLong(RoomReport.LinkReport::behind).sum();
    counters.put("room.links.behind", behind);
    counters.putAll(transport.counters());
    return counters;
  }

  private SortedMap<String, Long> withActors(SortedMap<String, Long> counters) {
    var all = new TreeMap<>(counters);
    all.putAll(actorCounters(system.accounts(), system.deadLetters()));
    return all;
  }

  private static SortedMap<String, Long> actorCounters(Accounts sum, DeadLetters dead) {
    var counters = new TreeMap<String, Long>();
    counters.put("actors.messages.offered", sum.offered());
    counters.put("actors.messages.accepted", sum.accepted());
    counters.put("actors.messages.refused.full", sum.refusedFull());
    counters.put("actors.messages.refused.closed", sum.refusedClosed());
    counters.put("actors.messages.handled", sum.handled());
    counters.put("actors.messages.failed", sum.failed());
    counters.put("actors.messages.queued", sum.queued());
    counters.put("actors.messages.running", sum.running());
    for (var reason : DeadLetters.Reason.values()) {
      var name = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
      counters.put("actors.dead-letters." + name, dead.count(reason));
    }
    return counters;
  }

  /**
   * The actors that work for this node.
   *
   * @return a snapshot, ordered by name
   */
  public List<ActorStatus> actors() {
    return system.actors();
  }

  /**
   * The actors that work for this node, as a tree: who does what, for how long, and how many
   * messages wait.
   *
   * @return lines for people to read
   */
  public String actorTree() {
    return system.tree();
  }

  /**
   * The threads that work for this node.
   *
   * @return the source of all of them
   */
  public Threads threads() {
    return system.threads();
  }

  /**
   * Closes the node within about one second.
   *
   * @see #close(Duration)
   */
  @Override
  public void close() {
    close(CLOSE_DEADLINE);
  }

  /**
   * Sends what was accepted and lets go of everything: flushes the room, ends the links, stops the
   * transport, then the room and its watchers, the history and the actors. Idempotent.
   *
   * @param deadline how long all of that may take
   */
  public void close(Duration deadline) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    long end = system.time().nanoTime() + deadline.toNanos();
    flushQuietly(deadline.dividedBy(4).multipliedBy(3)); // the rest is for what comes after
    transport.close(left(end));
    var counters = roomAndTransportQuietly();
    room.close(left(end));
    if (ownsSystem) {
      system.close(left(end));
    }
    finalCounters = withActors(counters);
    history.close();
  }

  private void flushQuietly(Duration deadline) {
    try {
      var result = room.flush(deadline);
      if (!result.complete()) {
        log.warn("closing although some do not have every line: {}", result.behind());
      }
    } catch (IllegalStateException dead) {
      log.warn("closing although the room does not answer", dead);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }

  private SortedMap<String, Long> roomAndTransportQuietly() {
    try {
      return roomAndTransport();
    } catch (IllegalStateException dead) {
      log.warn("the room's counters are lost", dead);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
    return transport.counters();
  }

  private Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - system.time().nanoTime()));
  }

  /** The settings of a node that is not open yet. Not safe for use by many threads. */
  public static final class Builder {
    private final Transport transport;
    private Guard guard = Guard.ACTOR;
    private RoomName room = RoomName.LOBBY;
    private int window = RoomSettings.DEFAULT_WINDOW;
    private Threads threads = new Threads();
    private final Map<String, RoomListener> subscribers = new LinkedHashMap<>();
    private @Nullable HistoryStore history;
    private @Nullable PeerId self;
    private @Nullable Nick nick;
    private @Nullable ActorSystem system;

    private Builder(Transport transport) {
      this.transport = transport;
    }

    /**
     * What guards the room; by default an actor.
     *
     * @param choice the guard
     * @return this builder
     */
    public Builder guard(Guard choice) {
      guard = choice;
      return this;
    }

    /**
     * Who we are: what a transport that authenticates proves to others. By default somebody new.
     *
     * @param id our identity
     * @return this builder
     */
    public Builder self(PeerId id) {
      self = id;
      return this;
    }

    /**
     * What we want to be called; by default nothing, and others see our identity.
     *
     * @param label the label
     * @return this builder
     */
    public Builder nick(Nick label) {
      nick = label;
      return this;
    }

    /**
     * Where the node's actors live, and what gives it time and randomness; by default a system of
     * its own.
     *
     * @param home the system, which the node does not close
     * @return this builder
     */
    public Builder system(ActorSystem home) {
      system = home;
      return this;
    }

    /**
     * Which room to enter; by default the lobby.
     *
     * @param name the room
     * @return this builder
     */
    public Builder room(RoomName name) {
      room = name;
      return this;
    }

    /**
     * How many of our lines wait for links that do not have them yet; by default {@value
     * RoomSettings#DEFAULT_WINDOW}.
     *
     * @param entries how many; at least 1
     * @return this builder
     */
    public Builder window(int entries) {
      window = entries;
      return this;
    }

    /**
     * Where threads come from; by default a source of the node's own.
     *
     * @param source the source
     * @return this builder
     */
    public Builder threads(Threads source) {
      threads = source;
      return this;
    }

    /**
     * Where entries are kept; by default in memory, as many as the window.
     *
     * @param store the store; the node closes it
     * @return this builder
     */
    public Builder history(HistoryStore store) {
      history = store;
      return this;
    }

    /**
     * Somebody who watches the room from the very beginning, so that nothing is missed.
     *
     * @param role what the listener does, as in {@link ChatNode#subscribe(String, RoomListener)};
     *     one listener for each
     * @param listener who watches
     * @return this builder
     */
    public Builder subscriber(String role, RoomListener listener) {
      subscribers.put(role, listener);
      return this;
    }

    /**
     * Opens the node.
     *
     * @return a node without links, which the caller must close
     */
    public ChatNode open() {
      return new ChatNode(this);
    }
  }
}
