package dev.parley.udp.plain;

import dev.parley.core.actor.Actor;
import dev.parley.core.actor.ActorContext;
import dev.parley.core.entry.Line;
import dev.parley.core.time.Time;
import dev.parley.core.transport.Frame;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.Origin;
import dev.parley.core.transport.TransportEvent;
import dev.parley.core.transport.TransportSink;
import dev.parley.udp.Datagram;
import dev.parley.udp.UdpAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;

/**
 * The actor that decides who is a peer: it alone changes the table of links, and it alone tells the
 * room of links and of what comes in, so that both come in order.
 */
final class PlainEndpoint implements Actor<PlainEndpoint.Message> {
  private static final Duration RETRY = Duration.ofMillis(1);

  /** What the endpoint is told. */
  sealed interface Message {
    /** The receiver has a datagram. */
    record Arrived(Datagram datagram) implements Message {}

    /** The user names a peer. */
    record Connect(InetSocketAddress peer) implements Message {}

    /** The user wants no more of a peer. */
    record Disconnect(LinkId link) implements Message {}

    /** The room may have room again for what it had none for. */
    record Retry() implements Message {}
  }

  private final PlainCodec codec;
  private final int rate;
  private final Time time;
  private final TransportSink room;
  private final PlainCounters counters;

  /** Read by whoever sends; written here only. */
  private final ConcurrentMap<LinkId, PlainLink> links;

  private final Map<InetSocketAddress, PlainLink> byPeer =
      new HashMap<>(); // looked up, never listed

  /** Links that came up or went down while the room had no room: it must hear of them. */
  private final ArrayDeque<TransportEvent> untold = new ArrayDeque<>();

  /** Whether a retry is on its way. */
  private boolean retrying;

  private boolean adopts;
  private long nextLink = 1;

  PlainEndpoint(
      PlainSettings settings,
      Time time,
      TransportSink room,
      ConcurrentMap<LinkId, PlainLink> links,
      PlainCounters counters) {
    this.codec = new PlainCodec(settings.charset(), settings.lineEnd());
    this.rate = settings.rate();
    this.adopts = settings.adoptFirst();
    this.time = time;
    this.room = room;
    this.links = links;
    this.counters = counters;
  }

  @Override
  public void receive(Message message, ActorContext<Message> context) {
    if (message instanceof Message.Retry) {
      retrying = false;
    }
    tellUntold(context);
    switch (message) {
      case Message.Arrived(var datagram) -> arrived(datagram, context);
      case Message.Connect(var peer) -> {
        adopts = false;
        if (!byPeer.containsKey(peer)) {
          linkUp(peer, context);
        }
      }
      case Message.Disconnect(var id) -> {
        var link = links.remove(id);
        if (link != null) {
          byPeer.remove(link.peer());
          tell(new TransportEvent.LinkDown(id, "disconnected"), context);
        }
      }
      case Message.Retry retry -> {} // what was untold has been told above
    }
  }

  private void arrived(Datagram datagram, ActorContext<Message> context) {
    if (adopts) {
      adopts = false;
      linkUp(datagram.peer(), context);
    }
    var line = codec.decode(datagram.payload());
    if (line instanceof Line.Undecodable) {
      counters.undecodable();
    }
    var frame = new Frame.Said(line);
    var link = byPeer.get(datagram.peer());
    var event =
        link == null
            ? new TransportEvent.Overheard(guest(datagram.peer()), frame)
            : new TransportEvent.Received(link.id(), frame);
    if (!untold.isEmpty() || !room.offer(event)) {
      counters.droppedRoomFull();
    }
  }

  private void linkUp(InetSocketAddress peer, ActorContext<Message> context) {
    var link = new PlainLink(new LinkId(nextLink++), peer, new Pacer(rate, time.nanoTime()));
    byPeer.put(peer, link);
    links.put(link.id(), link);
    tell(new TransportEvent.LinkUp(link.id(), guest(peer)), context);
  }

  private static Origin.Guest guest(InetSocketAddress peer) {
    return new Origin.Guest(UdpAddress.format(peer));
  }

  private void tell(TransportEvent event, ActorContext<Message> context) {
    untold.addLast(event);
    if (untold.size() == 1) {
      tellUntold(context);
    }
  }

  private void tellUntold(ActorContext<Message> context) {
    while (!untold.isEmpty()) {
      if (!room.offer(untold.getFirst())) {
        retryLater(context);
        return;
      }
      untold.removeFirst();
    }
  }

  private void retryLater(ActorContext<Message> context) {
    if (!retrying) {
      retrying = true;
      context.setTimer(Message.Retry.class, RETRY, new Message.Retry());
    }
  }
}
