package dev.parley.core.transport;

import static dev.parley.core.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parley.core.actor.ActorSystem;
import dev.parley.core.entry.Line;
import dev.parley.core.identity.PeerId;
import dev.parley.core.time.ManualTime;
import dev.parley.core.time.SystemTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class InProcessNetworkTest {
  private static final Frame FRAME = new Frame.Said(new Line.Text("hello"));
  private static final Duration TICK = Duration.ofMillis(1);

  private final ManualTime time = new ManualTime();
  private final SystemTime entropy = new SystemTime(Thread.ofVirtual().factory());
  private final ActorSystem system =
      ActorSystem.builder("network").time(time).entropy(entropy).open();
  private final InProcessNetwork network = new InProcessNetwork();
  private final Room a = new Room("a");
  private final Room b = new Room("b");

  /** A node's end, with a sink that may have no room. */
  private final class Room {
    private final Transport transport;
    private final List<TransportEvent> events = new ArrayList<>();
    private final PeerId id = PeerId.random(entropy);
    private boolean full;

    Room(String name) {
      transport = network.transport(name);
      transport.start(new TransportContext(system, id, this::offer));
    }

    private boolean offer(TransportEvent event) {
      return !full && events.add(event);
    }

    LinkId link() {
      return events.stream()
          .filter(TransportEvent.LinkUp.class::isInstance)
          .map(event -> ((TransportEvent.LinkUp) event).link())
          .findFirst()
          .orElseThrow();
    }
  }

  @AfterEach
  void close() {
    a.transport.close(Duration.ZERO);
    b.transport.close(Duration.ZERO);
    system.close();
    entropy.close();
    await().until(() -> system.threads().live().isEmpty());
  }

  private void connect() throws UnknownPeerException {
    a.transport.connect(new PeerAddress("b"));
  }

  @Test
  void connect_tellsBothWhoIsThere() throws Exception {
    connect();
    assertThat(a.events)
        .containsExactly(new TransportEvent.LinkUp(a.link(), new Origin.Member(b.id)));
    assertThat(b.events)
        .containsExactly(new TransportEvent.LinkUp(b.link(), new Origin.Member(a.id)));
    assertThat(a.link()).isNotEqualTo(b.link());
  }

  @Test
  void send_arrivesOverTheLink() throws Exception {
    connect();
    assertThat(a.transport.send(a.link(), FRAME)).isEqualTo(SendResult.ACCEPTED);
    assertThat(b.events).endsWith(new TransportEvent.Received(b.link(), FRAME));
    assertThat(a.transport.counters()).containsEntry("in-process.sent", 1L);
  }

  @Test
  void send_toARoomWithoutRoom_isFullAndThenWritable() throws Exception {
    connect();
    b.full = true;
    assertThat(a.transport.send(a.link(), FRAME)).isEqualTo(SendResult.FULL);
    assertThat(a.events).hasSize(1);
    b.full = false;
    time.advance(TICK);
    assertThat(a.events).endsWith(new TransportEvent.Writable(a.link()));
    assertThat(a.transport.send(a.link(), FRAME)).isEqualTo(SendResult.ACCEPTED);
    assertThat(a.transport.counters()).containsEntry("in-process.not-sent-yet", 1L);
  }

  @Test
  void send_beforeTheOtherRoomKnowsOfTheLink_isFull() throws Exception {
    b.full = true;
    connect();
    assertThat(a.transport.send(a.link(), FRAME)).isEqualTo(SendResult.FULL);
    b.full = false;
    time.advance(TICK);
    assertThat(a.transport.send(a.link(), FRAME)).isEqualTo(SendResult.ACCEPTED);
    assertThat(b.events)
        .containsExactly(
            new TransportEvent.LinkUp(b.link(), new Origin.Member(a.id)),
            new TransportEvent.Received(b.link(), FRAME));
  }

  @Test
  void disconnect_tellsBothAndTheLinkIsDown() throws Exception {
    connect();
    a.transport.disconnect(a.link());
    a.transport.disconnect(a.link());
    assertThat(a.events).endsWith(new TransportEvent.LinkDown(a.link(), "disconnected")).hasSize(2);
    assertThat(b.events).endsWith(new TransportEvent.LinkDown(b.link(), "disconnected")).hasSize(2);
    assertThat(a.transport.send(a.link(), FRAME)).isEqualTo(SendResult.DOWN);
  }

  @Test
  void disconnect_beforeTheRoomKnowsOfTheLink_tellsInOrder() throws Exception {
    b.full = true;
    connect();
    b.full = false;
    a.transport.disconnect(a.link());
    time.advance(TICK);
    time.advance(TICK);
    assertThat(b.events)
        .as("a link that went down does not come up afterwards")
        .satisfiesAnyOf(
            events -> assertThat(events).isEmpty(),
            events -> assertThat(events).last().isInstanceOf(TransportEvent.LinkDown.class));
  }

  @Test
  void linkDown_whenTheRoomHasNoRoom_isToldLater() throws Exception {
    connect();
    b.full = true;
    a.transport.disconnect(a.link());
    time.advance(TICK);
    b.full = false;
    time.advance(TICK);
    assertThat(b.events).endsWith(new TransportEvent.LinkDown(b.link(), "disconnected")).hasSize(2);
  }

  @Test
  void close_freesTheNameAndEndsTheLinks() throws Exception {
    connect();
    a.transport.close(Duration.ZERO);
    assertThat(b.events).endsWith(new TransportEvent.LinkDown(b.link(), "closed"));
    var again = new Room("a");
    b.transport.connect(new PeerAddress("a"));
    assertThat(again.events).hasSize(1);
    again.transport.close(Duration.ZERO);
  }

  @Test
  void start_underATakenName_throws() {
    assertThatIllegalStateException().isThrownBy(() -> new Room("a")).withMessageContaining("a");
  }

  @Test
  void objection_isAboutTheBytesOfTheText() {
    assertThat(a.transport.objection("a".repeat(InProcessNetwork.MAX_FRAME))).isEmpty();
    assertThat(a.transport.objection("a".repeat(InProcessNetwork.MAX_FRAME + 1)))
        .hasValueSatisfying(objection -> assertThat(objection).contains("65537", "65536"));
  }
}
