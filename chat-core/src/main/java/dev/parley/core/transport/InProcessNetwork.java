package dev.parley.core.transport;

import dev.parley.core.actor.ActorSystem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Rooms of one process, linked without a network: for programs that host several nodes, and for
 * tests. Safe for use by many threads.
 *
 * <p>Its links promise all there is: both ends are members, frames arrive in order, and a receiver
 * that has no room makes the sender wait.
 */
public final class InProcessNetwork {
  /** The longest text that a frame carries, in UTF-8 bytes: {@value}. */
  public static final int MAX_FRAME = 65_536;

  /** How soon an event is offered again to a room that had no room for it. */
  private static final Duration RETRY = Duration.ofMillis(1);

  private final ConcurrentMap<PeerAddress, Node> nodes = new ConcurrentHashMap<>();
  private final AtomicLong nextLink = new AtomicLong(1);

  /** Makes a network without nodes. */
  public InProcessNetwork() {}

  /**
   * A transport for one node of this network.
   *
   * @param name the node's address; taken until the transport is closed
   * @return the transport, not started yet
   * @throws IllegalArgumentException if the name is blank
   */
  public Transport transport(String name) {
    return new Node(new PeerAddress(name));
  }

  /** One node: its end of each link, by the link's number. */
  private final class Node implements Transport {
    private final PeerAddress address;
    private final ConcurrentMap<LinkId, End> ends = new ConcurrentHashMap<>();
    private final LongAdder sent = new LongAdder();
    private final LongAdder waited = new LongAdder();
    private volatile @Nullable TransportContext context;

    Node(PeerAddress address) {
      this.address = address;
    }

    @Override
    public Capabilities capabilities() {
      return new Capabilities(true, true, true, MAX_FRAME, false);
    }

    @Override
    public Optional<String> objection(String text) {
      int bytes = text.getBytes(StandardCharsets.UTF_8).length;
      return bytes <= MAX_FRAME
          ? Optional.empty()
          : Optional.of("it has " + bytes + " bytes, and a frame holds " + MAX_FRAME);
    }

    @Override
    public void start(TransportContext with) {
      context = with;
      if (nodes.putIfAbsent(address, this) != null) {
        throw new IllegalStateException("a node named " + address + " is running already");
      }
    }

    @Override
    public void connect(PeerAddress peer) throws UnknownPeerException {
      var other = nodes.get(peer);
      if (other == null) {
        throw new UnknownPeerException("no node named " + peer + " is running");
      }
      if (other == this) {
        throw new UnknownPeerException(peer + " is this node itself");
      }
      if (!link(this, other)) {
        throw new UnknownPeerException(
            "no link from " + address + " to " + peer + ": one is closed");
      }
    }

    @Override
    public void disconnect(LinkId link) {
      var end = ends.get(link);
      if (end != null) {
        end.cut("disconnected");
      }
    }

    @Override
    public Map<PeerAddress, LinkId> addresses() {
      var addresses = new LinkedHashMap<PeerAddress, LinkId>();
      ends.values().forEach(end -> addresses.put(end.peerNode.address, end.id));
      return addresses;
    }

    @Override
    public SendResult send(LinkId link, Frame frame) {
      var end = ends.get(link);
      if (end == null) {
        return SendResult.DOWN;
      }
      var result = end.send(frame);
      (result == SendResult.ACCEPTED ? sent : waited).increment();
      return result;
    }

    @Override
    public SortedMap<String, Long> counters() {
      var counters = new TreeMap<String, Long>();
      counters.put("in-process.sent", sent.sum());
      counters.put("in-process.not-sent-yet", waited.sum());
      return counters;
    }

    @Override
    public void close(Duration deadline) {
      nodes.remove(address, this);
      ends.values().forEach(end -> end.cut("closed"));
    }

    TransportContext context() {
      var with = context;
      if (with == null) {
        throw new IllegalStateException("the node " + address + " has not been started");
      }
      return with;
    }
  }

  /** Links two nodes, once, whoever of them calls; false if one of them is not running. */
  private synchronized boolean link(Node a, Node b) {
    // A monitor: two nodes that call each other at the same time must agree on one link.
    if (nodes.get(a.address) != a || nodes.get(b.address) != b) {
      return false;
    }
    boolean linked = a.ends.values().stream().anyMatch(end -> end.peerNode == b);
    if (linked) {
      return true;
    }
    var here = new End(a, b);
    var there = new End(b, a);
    here.peer = there;
    there.peer = here;
    a.ends.put(here.id, here);
    b.ends.put(there.id, there);
    here.announce();
    there.announce();
    return true;
  }

  /** One node's end of a link. */
  private final class End {
    private final LinkId id = new LinkId(nextLink.getAndIncrement());
    private final Node node;
    private final Node peerNode;
    private volatile @Nullable End peer;

    /**
     * What the own room has not been told yet, for want of room. A monitor keeps the order: links
     * come up and go down on any thread.
     */
    private final ArrayDeque<TransportEvent> untold = new ArrayDeque<>();

    /** Whether the own room knows of the link: before that nothing may come out of it. */
    private volatile boolean up; // written under the monitor only

    End(Node node, Node peerNode) {
      this.node = node;
      this.peerNode = peerNode;
    }

    void announce() {
      var origin = new Origin.Member(peerNode.context().self());
      deliver(new TransportEvent.LinkUp(id, origin));
    }

    SendResult send(Frame frame) {
      var other = peer;
      if (other == null || !peerNode.ends.containsKey(other.id)) {
        return SendResult.DOWN;
      }
      if (other.up
          && other.node.context().sink().offer(new TransportEvent.Received(other.id, frame))) {
        return SendResult.ACCEPTED;
      }
      later(() -> deliver(new TransportEvent.Writable(id)));
      return SendResult.FULL;
    }

    void cut(String reason) {
      var other = peer;
      if (node.ends.remove(id) != null) {
        deliver(new TransportEvent.LinkDown(id, reason));
      }
      if (other != null && peerNode.ends.containsKey(other.id)) {
        other.cut(reason);
      }
    }

    private synchronized void deliver(TransportEvent event) {
      untold.addLast(event);
      if (untold.size() == 1) {
        tellUntold();
      }
    }

    /** Offers what waits to the own room, until it has taken everything or is gone. */
    private synchronized void tellUntold() {
      while (!untold.isEmpty()) {
        var event = untold.getFirst();
        if (!node.context().sink().offer(event)) {
          if (nodes.get(node.address) == node) {
            later(this::tellUntold);
          }
          return;
        }
        untold.removeFirst();
        up |= event instanceof TransportEvent.LinkUp;
      }
    }

    private void later(Runnable task) {
      ActorSystem system = node.context().system();
      system.time().schedule(RETRY, task);
    }
  }
}
