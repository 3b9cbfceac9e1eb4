package dev.parley.core.node;

import static dev.parley.core.Eventually.await;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parley.core.actor.Threads;
import dev.parley.core.entry.Entry;
import dev.parley.core.entry.RoomName;
import dev.parley.core.history.HistoryStore;
import dev.parley.core.room.Guard;
import dev.parley.core.room.RoomEvent;
import dev.parley.core.room.SayResult;
import dev.parley.core.transport.InProcessNetwork;
import dev.parley.core.transport.Origin;
import dev.parley.core.transport.PeerAddress;
import dev.parley.core.transport.UnknownPeerException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(Guard.class)
@Timeout(60)
final class ChatNodeTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final PeerAddress ANN = new PeerAddress("ann");
  private static final PeerAddress BOB = new PeerAddress("bob");

  private final Guard guard;
  private final Threads threads = new Threads();
  private final InProcessNetwork network = new InProcessNetwork();
  private final List<ChatNode> nodes = new ArrayList<>();
  private final ChatNode ann;
  private final ChatNode bob;
  private final Heard byAnn = new Heard();
  private final Heard byBob = new Heard();

  ChatNodeTest(Guard guard) {
    this.guard = guard;
    ann = open("ann", 1024);
    bob = open("bob", 1024);
    ann.subscribe(byAnn);
    bob.subscribe(byBob);
  }

  private ChatNode open(String name, int window) {
    return opened(builder(name).window(window));
  }

  private ChatNode.Builder builder(String name) {
    return ChatNode.builder(network.transport(name)).guard(guard).threads(threads);
  }

  private ChatNode opened(ChatNode.Builder builder) {
    var node = builder.open();
    nodes.add(node);
    return node;
  }

  @AfterEach
  void everyNodeClosesAndNoThreadIsLeft() {
    nodes.forEach(ChatNode::close);
    await().until(() -> threads.live().isEmpty());
  }

  private void link() throws Exception {
    ann.connect(BOB);
    await()
        .until(() ->
            byAnn.all(RoomEvent.Joined.class).size() == 1
                && byBob.all(RoomEvent.Joined.class).size() == 1);
  }

  private static void say(ChatNode node, String text) throws InterruptedException {
    assertThat(node.say(text, LONG)).isInstanceOf(SayResult.Accepted.class);
  }

  private static SayResult.Reason reason(SayResult result) {
    assertThat(result).isInstanceOf(SayResult.Refused.class);
    return ((SayResult.Refused) result).reason();
  }

  @Test
  void say_isHeardOnBothSidesInBothDirections() throws Exception {
    link();
    say(ann, "hello");
    await().until(() -> byBob.texts().equals(List.of("hello")));
    say(bob, "good day\nto you");
    await().until(() -> byAnn.texts().equals(List.of("hello", "good day\nto you")));
    await().until(() -> byBob.texts().size() == 2);
    assertThat(byBob.all(RoomEvent.Said.class))
        .extracting(RoomEvent.Said::from)
        .containsExactly(new Origin.Member(ann.self()), new Origin.Member(bob.self()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void say_ofManyLines_isHeardOnceInOrder(int window) throws Exception {
    var cat = open("cat", window);
    cat.connect(BOB);
    var lines = IntStream.range(0, 500).mapToObj(i -> "line " + i).toList();
    for (var line : lines) {
      say(cat, line);
    }
    assertThat(cat.flush(LONG).complete()).isTrue();
    await().untilAsserted(() -> assertThat(byBob.texts()).isEqualTo(lines));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void say_by16AtOnce_losesAndDoublesNothing(int window) throws Exception {
    var cat = open("cat", window);
    cat.connect(BOB);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var sayers = new ArrayList<Future<Integer>>();
      for (int s = 0; s < 16; s++) {
        int sayer = s;
        sayers.add(executor.submit(() -> sayMany(cat, sayer)));
      }
      for (var sayer : sayers) {
        assertThat(sayer.get(50, SECONDS)).isEqualTo(30);
      }
    }
    await().until(() -> byBob.texts().size() >= 16 * 30);
    assertThat(byBob.texts()).hasSize(16 * 30).doesNotHaveDuplicates();
    for (int s = 0; s < 16; s++) {
      var prefix = s + ":";
      assertThat(byBob.texts().stream().filter(text -> text.startsWith(prefix)))
          .containsExactlyElementsOf(IntStream.range(0, 30).mapToObj(i -> prefix + i).toList());
    }
  }

  /** Says lines; while as many wait as the window holds, it tries again. */
  private static int sayMany(ChatNode node, int sayer) throws InterruptedException {
    int said = 0;
    while (said < 30) {
      var result = node.say(sayer + ":" + said, LONG);
      if (result instanceof SayResult.Accepted) {
        said++;
      } else {
        assertThat(reason(result)).isEqualTo(SayResult.Reason.BUSY);
      }
    }
    return said;
  }

  @Test
  void say_byBothAtOnce_isHeardByBoth() throws Exception {
    link();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var sayers =
          List.of(executor.submit(() -> sayMany(ann, 1)), executor.submit(() -> sayMany(bob, 2)));
      for (var sayer : sayers) {
        assertThat(sayer.get(50, SECONDS)).isEqualTo(30);
      }
    }
    await().until(() -> byAnn.texts().size() == 60 && byBob.texts().size() == 60);
    assertThat(byAnn.texts()).containsExactlyInAnyOrderElementsOf(byBob.texts());
  }

  @Test
  void say_insideASubscriber_isHeard() throws Exception {
    bob.subscribe(event -> {
      if (event instanceof RoomEvent.Said said
          && said.from().equals(new Origin.Member(ann.self()))) {
        try {
          say(bob, "echo " + said.line().text());
        } catch (InterruptedException interrupt) {
          Thread.currentThread().interrupt();
        }
      }
    });
    link();
    for (int i = 0; i < 20; i++) {
      say(ann, "line " + i);
    }
    var echoes = IntStream.range(0, 20).mapToObj(i -> "echo line " + i).toList();
    await()
        .untilAsserted(() ->
            assertThat(byAnn.texts().stream().filter(t -> t.startsWith("echo")))
                .containsExactlyElementsOf(echoes));
  }

  @Test
  void flush_whenComplete_meansThatTheOtherRoomHasAll() throws Exception {
    link();
    for (int i = 0; i < 100; i++) {
      say(ann, "line " + i);
    }
    assertThat(ann.flush(LONG).complete()).isTrue();
    assertThat(bob.report().counters()).containsEntry("room.received.entries", 100L);
    assertThat(ann.report().links())
        .singleElement()
        .satisfies(l -> assertThat(l.behind()).isZero());
  }

  @Test
  void connect_afterLinesWereSaid_bringsThoseOfTheWindow() throws Exception {
    var cat = open("cat", 10);
    for (int i = 0; i < 25; i++) {
      say(cat, "line " + i);
    }
    cat.connect(BOB);
    await()
        .untilAsserted(() ->
            assertThat(byBob.texts())
                .isEqualTo(IntStream.range(15, 25).mapToObj(i -> "line " + i).toList()));
  }

  @Test
  void connect_twiceAndFromBothSides_makesOneLink() throws Exception {
    link();
    ann.connect(BOB);
    bob.connect(ANN);
    say(ann, "hello");
    assertThat(ann.flush(LONG).complete()).isTrue();
    assertThat(ann.report().links()).hasSize(1);
    assertThat(bob.report().links()).hasSize(1);
  }

  @Test
  void connect_toNobody_throwsNamingHim() {
    assertThatExceptionOfType(UnknownPeerException.class)
        .isThrownBy(() -> ann.connect(new PeerAddress("nobody")))
        .withMessageContaining("nobody");
    assertThatExceptionOfType(UnknownPeerException.class).isThrownBy(() -> ann.connect(ANN));
  }

  @Test
  void disconnect_leavesOnBothSides() throws Exception {
    link();
    var joined = byAnn.all(RoomEvent.Joined.class).getFirst();
    ann.disconnect(joined.link());
    await()
        .until(() ->
            byAnn.all(RoomEvent.Left.class).size() == 1
                && byBob.all(RoomEvent.Left.class).size() == 1);
    assertThat(byAnn.all(RoomEvent.Left.class).getFirst().link()).isEqualTo(joined.link());
    assertThat(byBob.all(RoomEvent.Left.class).getFirst().who())
        .isEqualTo(new Origin.Member(ann.self()));
    say(ann, "nobody hears this");
    assertThat(ann.flush(LONG).complete()).isTrue();
    assertThat(byBob.texts()).isEmpty();
  }

  @Test
  void connect_afterDisconnect_bringsWhatWasSaidBetween() throws Exception {
    link();
    say(ann, "before");
    assertThat(ann.flush(LONG).complete()).isTrue();
    ann.disconnect(byAnn.all(RoomEvent.Joined.class).getFirst().link());
    await().until(() -> byBob.all(RoomEvent.Left.class).size() == 1);
    await().until(() -> ann.report().links().isEmpty());
    say(ann, "between");
    bob.connect(ANN);
    await().until(() -> byBob.texts().equals(List.of("before", "between")));
  }

  @Test
  void close_ofOneNode_leavesOnTheOtherSide() throws Exception {
    link();
    say(bob, "bye");
    bob.close();
    await().until(() -> byAnn.all(RoomEvent.Left.class).size() == 1);
    assertThat(byAnn.texts()).containsExactly("bye");
  }

  @Test
  void close_isIdempotentAndEndsEverything() throws Exception {
    link();
    ann.close();
    ann.close();
    assertThat(ann.actors()).isEmpty();
    assertThat(reason(ann.say("late", LONG))).isEqualTo(SayResult.Reason.CLOSED);
    assertThatIllegalStateException().isThrownBy(() -> ann.flush(LONG));
    assertThatIllegalStateException().isThrownBy(ann::report);
  }

  @Test
  void counters_afterClose_areTheFinalOnes() throws Exception {
    link();
    say(ann, "one");
    ann.close();
    assertThat(ann.counters())
        .containsEntry("room.said.accepted", 1L)
        .containsEntry("in-process.sent", 1L);
    assertThat(ann.counters()).isEqualTo(ann.counters());
  }

  @Test
  void connect_afterClose_linksNobody() throws Exception {
    ann.close();
    try {
      ann.connect(BOB);
    } catch (UnknownPeerException | IllegalStateException mayBe) {
      assertThat(mayBe).hasMessageContaining("ann");
    }
    assertThat(bob.report().links()).isEmpty();
    assertThat(byBob.all(RoomEvent.Joined.class)).isEmpty();
  }

  @Test
  void open_underATakenAddress_throwsAndLeavesNothing() {
    var others = new Threads();
    assertThatIllegalStateException()
        .isThrownBy(
            () -> ChatNode.builder(network.transport("ann")).guard(guard).threads(others).open())
        .withMessageContaining("ann");
    await().until(() -> others.live().isEmpty());
  }

  @Test
  void say_ofATooLongLine_isUnsendable() throws Exception {
    assertThat(reason(ann.say("ä".repeat(32_769), LONG))).isEqualTo(SayResult.Reason.UNSENDABLE);
    say(ann, "ä".repeat(32_768));
  }

  @Test
  void say_whenTheHistoryFails_isHeardByNobody() throws Exception {
    var cat =
        opened(
            builder("cat")
                .history(
                    new HistoryStore() {
                      @Override
                      public void append(List<Entry> entries) throws IOException {
                        throw new IOException("disk full");
                      }

                      @Override
                      public List<Entry> recent(int most) {
                        return List.of();
                      }
                    }));
    var byCat = new Heard();
    cat.subscribe(byCat);
    cat.connect(BOB);
    await().until(() -> byBob.all(RoomEvent.Joined.class).size() == 1);
    assertThat(cat.say("lost", LONG))
        .isEqualTo(new SayResult.Refused(SayResult.Reason.NOT_KEPT, "disk full"));
    assertThat(cat.flush(LONG).complete()).isTrue();
    assertThat(byCat.texts()).isEmpty();
    assertThat(bob.report().counters()).doesNotContainKey("room.received.entries");
  }

  @Test
  void say_inAnotherRoom_isNotHeard() throws Exception {
    var cat = opened(builder("cat").room(new RoomName("kitchen")));
    cat.connect(BOB);
    say(cat, "psst");
    await()
        .until(() ->
            bob.report().counters().getOrDefault("room.received.dropped.other-room", 0L) == 1);
    assertThat(byBob.texts()).isEmpty();
  }

  @Test
  void history_keepsWhatBothSaid() throws Exception {
    link();
    say(ann, "one");
    assertThat(ann.flush(LONG).complete()).isTrue();
    say(bob, "two");
    assertThat(bob.flush(LONG).complete()).isTrue();
    assertThat(ann.history().recent(10)).extracting(Entry::text).containsExactly("one", "two");
    assertThat(bob.history().recent(10)).isEqualTo(ann.history().recent(10));
  }

  @Test
  void counters_nameRoomTransportAndActors() throws Exception {
    link();
    say(ann, "one");
    assertThat(ann.flush(LONG).complete()).isTrue();
    assertThat(ann.counters())
        .containsEntry("room.said.accepted", 1L)
        .containsEntry("in-process.sent", 1L)
        .containsEntry("actors.dead-letters.closed", 0L)
        .containsKey("actors.messages.handled");
  }

  @Test
  void threads_areListedWhileTheNodeLives() {
    await()
        .until(() ->
            ann.threads().live().stream().map(Thread::getName).toList().contains("parley-worker"));
    assertThat(ann.actors()).isNotEmpty();
  }
}
