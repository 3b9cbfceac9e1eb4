package dev.parley.core.room;

import dev.parley.core.transport.Capabilities;
import dev.parley.core.transport.Frame;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.PeerAddress;
import dev.parley.core.transport.SendResult;
import dev.parley.core.transport.Transport;
import dev.parley.core.transport.TransportContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A transport that never has room. */
final class StuckTransport implements Transport {
  @Override
  public Capabilities capabilities() {
    return RoomBench.TEXT;
  }

  @Override
  public Optional<String> objection(String text) {
    return Optional.empty();
  }

  @Override
  public void start(TransportContext context) {}

  @Override
  public void connect(PeerAddress peer) {}

  @Override
  public void disconnect(LinkId link) {}

  @Override
  public Map<PeerAddress, LinkId> addresses() {
    return Map.of();
  }

  @Override
  public SendResult send(LinkId link, Frame frame) {
    return SendResult.FULL;
  }

  @Override
  public SortedMap<String, Long> counters() {
    return new TreeMap<>();
  }

  @Override
  public void close(Duration deadline) {}
}
