package dev.parley.integration.simulation;

import dev.parley.core.transport.Capabilities;
import dev.parley.core.transport.Frame;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.PeerAddress;
import dev.parley.core.transport.SendResult;
import dev.parley.core.transport.Transport;
import dev.parley.core.transport.TransportContext;
import dev.parley.core.transport.UnknownPeerException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** A transport whose room may have no room for a while, so that what peers send waits for it. */
final class Reader implements Transport {
  private final Transport transport;
  private boolean stalled;

  Reader(Transport transport) {
    this.transport = transport;
  }

  void stall() {
    stalled = true;
  }

  void goOn() {
    stalled = false;
  }

  @Override
  public void start(TransportContext context) {
    var room = context.sink();
    transport.start(
        new TransportContext(
            context.system(), context.self(), event -> !stalled && room.offer(event)));
  }

  @Override
  public Capabilities capabilities() {
    return transport.capabilities();
  }

  @Override
  public Optional<String> objection(String text) {
    return transport.objection(text);
  }

  @Override
  public void connect(PeerAddress peer) throws UnknownPeerException {
    transport.connect(peer);
  }

  @Override
  public void disconnect(LinkId link) {
    transport.disconnect(link);
  }

  @Override
  public Map<PeerAddress, LinkId> addresses() {
    return transport.addresses();
  }

  @Override
  public SendResult send(LinkId link, Frame frame) {
    return transport.send(link, frame);
  }

  @Override
  public SortedMap<String, Long> counters() {
    return transport.counters();
  }

  @Override
  public void close(Duration deadline) {
    transport.close(deadline);
  }
}
