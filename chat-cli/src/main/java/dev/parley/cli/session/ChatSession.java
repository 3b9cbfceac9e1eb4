package dev.parley.cli.session;

import dev.parley.cli.profile.Profile;
import dev.parley.core.actor.Threads;
import dev.parley.core.node.ChatNode;
import dev.parley.core.room.RoomListener;
import dev.parley.core.room.RoomReport;
import dev.parley.core.room.SayResult;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.Origin;
import dev.parley.core.transport.PeerAddress;
import dev.parley.core.transport.UnknownPeerException;
import dev.parley.udp.UdpAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A chat node with its port and its profile, from the command line's wishes to the last thread's
 * end. Safe for use by many threads.
 */
public final class ChatSession implements AutoCloseable {
  /** After so long alone, people want to know why. */
  public static final Duration ALONE = Duration.ofSeconds(5);

  /** What to tell whoever is alone. */
  public static final String HINT =
      "nobody found yet: name somebody with --peer HOST:PORT, or let parley doctor look for the"
          + " reason";

  private static final Logger log = LoggerFactory.getLogger(ChatSession.class);

  /** How long a line may wait for room: for as long as a person would. */
  private static final Duration SAY = Duration.ofSeconds(30);

  /** In so much time some of what waits to be sent must have gone. */
  private static final Duration PROGRESS = Duration.ofSeconds(5);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private static final Duration LINK = Duration.ofSeconds(2);

  /** Leaves the rest of a second for the JVM to end. */
  private static final Duration CLOSE = Duration.ofMillis(800);

  private final int port;
  private final boolean sealed;
  private final Duration within;
  private final Profile profile;
  private final ChatNode node;
  private final Consumer<ChatNode> atEnd;
  private final Threads threads;
  private final Set<PeerAddress> named = ConcurrentHashMap.newKeySet();
  private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
  private final Partners partners = new Partners();
  private final LaterListener view = new LaterListener();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  private ChatSession(
      Resources resources, SessionSettings settings, Threads threads, Consumer<ChatNode> atEnd) {
    this.port = resources.socket().localPort();
    this.atEnd = atEnd;
    this.profile = resources.profile();
    this.sealed = resources.identity().isPresent();
    this.within = settings.within();
    this.threads = threads;
    var builder =
        ChatNode.builder(resources.transport(settings)).guard(settings.guard()).threads(threads);
    resources.identity().ifPresent(who -> builder.self(who.id()));
    settings.nick().ifPresent(builder::nick);
    this.node = builder.subscriber("partners", partners).subscriber("view", view).open();
  }

  /**
   * Opens the port, takes the profile and starts the node; no peer is linked yet.
   *
   * @param settings what the command line asked for
   * @param threads makes every thread
   * @param atEnd is shown the closed node, once, whoever closes the session
   * @throws FailureException if the port or the profile is not to be had
   */
  public static ChatSession open(
      SessionSettings settings, Threads threads, Consumer<ChatNode> atEnd) throws FailureException {
    return new ChatSession(Resources.open(settings), settings, threads, atEnd);
  }

  /** The UDP port that others write to. */
  public int port() {
    return port;
  }

  /** Whether links are sealed; otherwise nothing is protected. */
  public boolean sealed() {
    return sealed;
  }

  /** Where the files of this run are. */
  public Profile profile() {
    return profile;
  }

  /** The node. */
  public ChatNode node() {
    return node;
  }

  /** Hands all events to a listener, those too that came before; once. */
  public void show(RoomListener listener) {
    view.become(listener);
  }

  /** Who is linked now. */
  public SortedMap<LinkId, Origin> linked() {
    return partners.linked();
  }

  /** How many accepted lines are known not to have reached somebody. */
  public long undelivered() {
    return partners.undelivered();
  }

  /** Says a line, waiting for room if need be. */
  public SayResult say(String text) throws InterruptedException {
    return node.say(text, SAY);
  }

  /**
   * Links peers. On the plain wire returns when they are linked; on the sealed one that takes as
   * long as they do, and {@link #awaitLinked} waits for it.
   *
   * @throws FailureException if one of them does not exist
   */
  public void link(Collection<UdpAddress> peers) throws FailureException, InterruptedException {
    var resolved = resolve(peers);
    for (var peer : resolved.values()) {
      try {
        var address = UdpAddress.format(peer);
        named.add(address);
        node.connect(address);
      } catch (UnknownPeerException unknown) {
        throw new FailureException(String.valueOf(unknown.getMessage()), unknown);
      }
    }
    if (sealed) {
      return;
    }
    var wanted =
        resolved.values().stream()
            .map(peer -> (Origin) new Origin.Guest(UdpAddress.format(peer)))
            .toList();
    if (!partners.await(links -> links.values().containsAll(wanted), LINK)) {
      throw new FailureException("the peers were not linked within " + LINK.toSeconds() + " s");
    }
  }

  /**
   * Waits until all peers that were named are linked, or anybody if none was.
   *
   * @return whether they are in time
   */
  public boolean awaitLinked() throws InterruptedException {
    for (long left = within.toMillis(); left > 0; left -= LOOK_AGAIN.toMillis()) {
      if (partners.await(this::allNamedAreIn, LOOK_AGAIN)) {
        return true;
      }
    }
    return false;
  }

  private boolean allNamedAreIn(SortedMap<LinkId, Origin> links) {
    var addresses = node.addresses();
    return !links.isEmpty()
        && named.stream()
            .allMatch(peer -> {
              var link = addresses.get(peer);
              return link != null && links.containsKey(link);
            });
  }

  /**
   * Does something if nobody is linked after some time, unless the session ends before.
   *
   * @param after how long to wait
   * @param action what to do, on a thread of its own
   */
  public void whenAlone(Duration after, Runnable action) {
    var thread =
        threads
            .virtual("alone")
            .newThread(() -> {
              try {
                if (!partners.await(links -> !links.isEmpty(), after)) {
                  action.run();
                }
              } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
              } finally {
                waiting.remove(Thread.currentThread());
              }
            });
    waiting.add(thread);
    thread.start();
  }

  private static Map<String, InetSocketAddress> resolve(Collection<UdpAddress> peers)
      throws FailureException {
    var resolved = new LinkedHashMap<String, InetSocketAddress>();
    for (var peer : peers) {
      try {
        resolved.put(peer.toString(), peer.resolve());
      } catch (UnknownPeerException unknown) {
        throw new FailureException(
            unknown.getMessage() + ": check the name, or write a numeric address", unknown);
      }
    }
    return resolved;
  }

  /**
   * Makes one peer the only one, once what was said so far is sent.
   *
   * @throws FailureException if he does not exist; then nothing changes
   */
  public void redirect(UdpAddress peer) throws FailureException, InterruptedException {
    var target = (Origin) new Origin.Guest(UdpAddress.format(resolved(peer)));
    flush();
    var others = linked();
    others.forEach((link, who) -> {
      if (!who.equals(target)) {
        node.disconnect(link);
      }
    });
    link(List.of(peer));
    partners.await(links -> links.size() == 1, LINK);
  }

  private static InetSocketAddress resolved(UdpAddress peer) throws FailureException {
    return resolve(List.of(peer)).values().iterator().next();
  }

  /**
   * Waits until all that was said is sent, for as long as it becomes less.
   *
   * @return whether it is
   */
  public boolean flush() throws InterruptedException {
    try {
      if (sealed) {
        return flushNamed();
      }
      long before = Long.MAX_VALUE;
      for (long behind = behind(); behind < before; behind = behind()) {
        if (node.flush(PROGRESS).complete()) {
          return true;
        }
        before = behind;
      }
    } catch (IllegalStateException dead) {
      log.warn("the room does not answer", dead);
    }
    return false;
  }

  /** Whoever was named must have everything; if nobody was, everybody. */
  private boolean flushNamed() throws InterruptedException {
    if (named.isEmpty()) {
      return node.flush(within).complete();
    }
    for (long left = within.toMillis(); left > 0; left -= LOOK_AGAIN.toMillis()) {
      var result = node.flush(LOOK_AGAIN);
      Map<LinkId, Origin> links = linked();
      var addresses = node.addresses();
      var owed = new LinkedHashSet<>(result.behind());
      if (result.complete()
          || named.stream()
              .map(addresses::get)
              .filter(Objects::nonNull)
              .map(links::get)
              .noneMatch(owed::contains)) {
        return true;
      }
    }
    return false;
  }

  private long behind() throws InterruptedException {
    return node.report().links().stream().mapToLong(RoomReport.LinkReport::behind).sum();
  }

  /**
   * Sends what was accepted, stops every thread and leaves the profile, within a second. Whoever
   * calls it later waits for the first call to be done.
   */
  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      waiting.forEach(Thread::interrupt);
      view.become(event -> {}); // unless it has become something already
      node.close(CLOSE);
      profile.close();
      atEnd.accept(node);
      closed.countDown();
      return;
    }
    try {
      boolean done = closed.await(2 * CLOSE.toMillis(), TimeUnit.MILLISECONDS);
      log.debug("closed by another thread: {}", done);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }
}
