package dev.parley.core.room;

import static dev.parley.core.Eventually.await;
import static dev.parley.core.room.RoomBench.ENTRIES;
import static dev.parley.core.room.RoomBench.GUEST;
import static dev.parley.core.room.RoomBench.LINK;
import static dev.parley.core.room.RoomBench.OWN;
import static dev.parley.core.room.RoomBench.TEXT;
import static dev.parley.core.room.RoomBench.accepted;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.actor.ActorSystem;
import dev.parley.core.entry.Entry;
import dev.parley.core.entry.RoomName;
import dev.parley.core.history.HistoryStore;
import dev.parley.core.history.MemoryHistory;
import dev.parley.core.transport.Capabilities;
import dev.parley.core.transport.TransportEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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
final class GuardedRoomTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Guard guard;
  private final ActorSystem system = ActorSystem.builder("guarded").open();

  GuardedRoomTest(Guard guard) {
    this.guard = guard;
  }

  @AfterEach
  void close() {
    system.close();
    await().until(() -> system.threads().live().isEmpty());
  }

  private Room open(Capabilities links, int window, HistoryStore history) {
    var settings = new RoomSettings(RoomName.LOBBY, OWN, links, window);
    return guard.open(system, settings, new StuckTransport(), history);
  }

  private Room open() {
    return open(ENTRIES, 1024, new MemoryHistory(10));
  }

  /** A history that fails while a failure is set. */
  private static final class Failing implements HistoryStore {
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    @Override
    public void append(List<Entry> entries) throws IOException {
      switch (failure.get()) {
        case null -> {}
        case IOException io -> throw io;
        case RuntimeException runtime -> throw runtime;
        case Exception other -> throw new IOException(other);
      }
    }

    @Override
    public List<Entry> recent(int most) {
      return List.of();
    }
  }

  private static SayResult.Reason reason(SayResult result) {
    assertThat(result).isInstanceOf(SayResult.Refused.class);
    return ((SayResult.Refused) result).reason();
  }

  @Test
  void say_whenTheHistoryFails_isNotKeptAndTheRoomGoesOn() throws Exception {
    var history = new Failing();
    var room = open(ENTRIES, 10, history);
    assertThat(room.say("one", LONG)).isEqualTo(accepted(1));
    history.failure.set(new IOException("disk full"));
    assertThat(room.say("lost", LONG))
        .isEqualTo(new SayResult.Refused(SayResult.Reason.NOT_KEPT, "disk full"));
    history.failure.set(null);
    assertThat(room.say("two", LONG)).isEqualTo(accepted(2));
    room.close();
  }

  @Test
  void say_whenTheHistoryThrowsUnchecked_isNotKeptAndTheRoomGoesOn() throws Exception {
    var history = new Failing();
    var room = open(ENTRIES, 10, history);
    history.failure.set(new UncheckedIOException(new IOException("disk full")));
    assertThat(reason(room.say("lost", Duration.ZERO))).isEqualTo(SayResult.Reason.NOT_KEPT);
    history.failure.set(null);
    assertThat(room.say("one", LONG)).isEqualTo(accepted(1));
    room.close();
  }

  @Test
  void say_afterClose_isRefusedAsClosed() throws Exception {
    var room = open();
    room.close();
    room.close();
    assertThat(reason(room.say("late", LONG))).isEqualTo(SayResult.Reason.CLOSED);
  }

  @Test
  void say_thatWaitsWhenTheRoomCloses_isAnsweredAtOnce() throws Exception {
    var room = open(TEXT, 1, new MemoryHistory(10));
    room.offer(new TransportEvent.LinkUp(LINK, GUEST));
    assertThat(room.say("one", LONG)).isEqualTo(accepted(1));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting = threads.submit(() -> room.say("waits", Duration.ofSeconds(4)));
      var behind = threads.submit(() -> room.flush(Duration.ofSeconds(4)));
      await().until(() -> !waiting.isDone() && !behind.isDone() && hasTimer());
      long began = System.nanoTime();
      room.close();
      assertThat(reason(waiting.get(20, SECONDS))).isEqualTo(SayResult.Reason.CLOSED);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }
  }

  /** The timer's thread begins with the first thing that waits. */
  private boolean hasTimer() {
    return system.threads().live().stream().anyMatch(t -> t.getName().endsWith("-timer"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void say_byManyThroughASmallWindow_isNeverForgotten(int window) throws Exception {
    var room = open(ENTRIES, window, new MemoryHistory(10));
    var slowest = new ArrayList<Future<Duration>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int sayer = 0; sayer < 16; sayer++) {
        slowest.add(threads.submit(() -> sayMany(room, 50)));
      }
      for (var each : slowest) {
        assertThat(each.get(50, SECONDS)).isLessThan(Duration.ofSeconds(2));
      }
    }
    assertThat(room.report().counters()).containsEntry("room.said.accepted", 16 * 50L);
    room.close();
  }

  /** How long the slowest took; who finds as many waiting as the window holds tries again. */
  private static Duration sayMany(Room room, int lines) throws InterruptedException {
    var slowest = Duration.ZERO;
    for (int i = 0; i < lines; ) {
      long began = System.nanoTime();
      var result = room.say("line " + i, Duration.ofSeconds(5));
      var took = Duration.ofNanos(System.nanoTime() - began);
      slowest = slowest.compareTo(took) < 0 ? took : slowest;
      if (result instanceof SayResult.Accepted) {
        i++;
      } else {
        assertThat(reason(result)).isEqualTo(SayResult.Reason.BUSY);
      }
    }
    return slowest;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void subscriber_thatIsSlow_getsAGapWithTheExactCount(int capacity) throws Exception {
    var room = open();
    var entered = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var events = new CopyOnWriteArrayList<RoomEvent>();
    room.subscribe(
        "slow",
        event -> {
          entered.countDown();
          awaitQuietly(goOn);
          events.add(event);
        },
        capacity);
    var quick = new CopyOnWriteArrayList<RoomEvent>();
    room.subscribe("quick", quick::add, 10_000);
    room.say("holds the subscriber", LONG);
    assertThat(entered.await(10, SECONDS)).isTrue();
    for (int i = 0; i < capacity + 7; i++) {
      room.say("line " + i, LONG);
    }
    int missing = capacity + 8;
    await().until(() -> quick.size() == missing);
    goOn.countDown();
    // It is told although nothing more is said.
    await().until(() -> events.size() > 1 + capacity);
    assertThat(events.get(1 + capacity)).isEqualTo(new RoomEvent.Gap(7));
    room.say("heard by all again", LONG);
    await().until(() -> accountedFor(events) == missing + 1);
    await().until(() -> quick.size() == missing + 1);
    assertThat(quick).noneMatch(RoomEvent.Gap.class::isInstance);
    room.close();
  }

  private static long accountedFor(List<RoomEvent> events) {
    return events.stream()
        .mapToLong(event -> event instanceof RoomEvent.Gap(long missed) ? missed : 1)
        .sum();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, SECONDS)).isTrue();
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void subscriber_thatThrows_harmsNobodyElse() throws Exception {
    var room = open();
    var events = new CopyOnWriteArrayList<RoomEvent>();
    room.subscribe(
        "throws",
        event -> {
          throw new IllegalStateException("meant");
        },
        10);
    room.subscribe("listens", events::add, 10);
    assertThat(room.say("one", LONG)).isEqualTo(accepted(1));
    assertThat(room.say("two", LONG)).isEqualTo(accepted(2));
    await().until(() -> events.size() == 2);
    room.close();
  }

  @Test
  void subscription_afterClose_hearsNothingMore() throws Exception {
    var room = open();
    var ended = new CopyOnWriteArrayList<RoomEvent>();
    var goesOn = new CopyOnWriteArrayList<RoomEvent>();
    var subscription = room.subscribe("ends", ended::add, 10);
    room.subscribe("goes-on", goesOn::add, 10);
    room.say("one", LONG);
    subscription.close();
    subscription.close();
    room.say("two", LONG);
    await().until(() -> goesOn.size() == 2);
    await().until(() -> system.actors().stream().noneMatch(a -> a.name().equals("ends")));
    assertThat(ended).hasSize(1);
    room.close();
  }

  @Test
  void close_letsSubscribersFinishWhatWaits() throws Exception {
    var room = open();
    var events = new CopyOnWriteArrayList<RoomEvent>();
    var entered = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    room.subscribe(
        "slow",
        event -> {
          entered.countDown();
          awaitQuietly(goOn);
          events.add(event);
        },
        100);
    for (int i = 0; i < 10; i++) {
      room.say("line " + i, LONG);
    }
    assertThat(entered.await(10, SECONDS)).isTrue();
    room.close();
    goOn.countDown();
    await().until(() -> events.size() == 10);
  }

  @Test
  void flush_withSomebodyBehind_namesHimAtItsDeadline() throws Exception {
    var room = open(TEXT, 10, new MemoryHistory(10));
    room.offer(new TransportEvent.LinkUp(LINK, GUEST));
    room.say("one", LONG);
    assertThat(room.flush(Duration.ofMillis(50))).isEqualTo(new FlushResult(List.of(GUEST)));
    room.close();
  }
}
