package dev.parley.integration.speed;

import dev.parley.core.actor.ActorRef;
import dev.parley.core.actor.ActorSystem;
import dev.parley.core.identity.Identity;
import dev.parley.core.identity.PeerId;
import dev.parley.core.transport.Frame;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.PeerAddress;
import dev.parley.core.transport.SendResult;
import dev.parley.core.transport.TransportContext;
import dev.parley.core.transport.TransportEvent;
import dev.parley.core.transport.UnknownPeerException;
import dev.parley.udp.DatagramPort;
import dev.parley.udp.sealed.SealedTransport;
import java.time.Duration;
import java.util.SortedMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A sealed transport with sockets and threads of its own, and a benchmark in place of the room. */
final class SealedPeer implements AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final int PATIENCE_SECONDS = 30;

  private final ActorSystem system;
  private final SealedTransport transport;
  private final PeerId self;
  private final Consumer<Frame> heard;
  private volatile @Nullable ActorRef<LinkId> room;
  private final BlockingQueue<LinkId> up = new LinkedBlockingQueue<>();
  private final Semaphore writable = new Semaphore(0);

  /**
   * Starts it.
   *
   * @param system closed with it
   * @param port closed with it
   * @param largestDatagram the largest that it probes for
   * @param heard takes what comes, on the session's thread
   */
  SealedPeer(ActorSystem system, DatagramPort port, int largestDatagram, Consumer<Frame> heard) {
    this.system = system;
    this.heard = heard;
    var identity = Identity.generate(system.entropy());
    self = identity.id();
    transport =
        SealedTransport.builder(port, identity)
            .largestDatagram(largestDatagram)
            .withoutIntroductions()
            .build();
    transport.start(new TransportContext(system, self, this::offer));
  }

  /** Has an actor run this for each line that comes from now on, as a room would. */
  void room(Consumer<LinkId> forEach) {
    room = system.spawn("room", new Answering(forEach));
  }

  private boolean offer(TransportEvent event) {
    switch (event) {
      case TransportEvent.LinkUp(var link, var origin) -> up.add(link);
      case TransportEvent.Received(var link, var frame) -> received(link, frame);
      case TransportEvent.Writable(var link) -> writable.release();
      case TransportEvent.LinkDown down -> {}
      case TransportEvent.Suspected suspected -> {}
      case TransportEvent.Recovered recovered -> {}
      case TransportEvent.Overheard overheard -> {}
      case TransportEvent.Undelivered undelivered -> {}
    }
    return true;
  }

  private void received(LinkId link, Frame frame) {
    var to = room;
    if (to == null) {
      heard.accept(frame);
    } else if (!to.tell(link).accepted()) {
      throw new IllegalStateException("more lines than the room has a place for");
    }
  }

  PeerId self() {
    return self;
  }

  /** Begins to shake hands with whoever has a port of this machine. */
  void call(int port) throws UnknownPeerException {
    transport.connect(new PeerAddress("127.0.0.1:" + port));
  }

  /** Waits for the next link that comes up. */
  LinkId link() throws InterruptedException {
    var link = up.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (link == null) {
      throw new IllegalStateException("no link after " + PATIENCE_SECONDS + " s: " + counters());
    }
    return link;
  }

  /** Sends a frame, where there must be room. */
  void sendAtOnce(LinkId link, Frame frame) {
    var result = transport.send(link, frame);
    if (result != SendResult.ACCEPTED) {
      throw new IllegalStateException("a frame that cannot be sent: " + result);
    }
  }

  /** Sends a frame; waits as a room does while the transport is full. */
  void send(LinkId link, Frame frame) throws InterruptedException {
    var result = transport.send(link, frame);
    while (result == SendResult.FULL) {
      writable.acquire();
      result = transport.send(link, frame);
    }
    if (result != SendResult.ACCEPTED) {
      throw new IllegalStateException("a frame that cannot be sent: " + result);
    }
  }

  SortedMap<String, Long> counters() {
    return transport.counters();
  }

  @Override
  public void close() {
    transport.close(CLOSE);
    system.close();
  }
}
