package dev.parley.cli.session;

import dev.parley.core.room.RoomEvent;
import dev.parley.core.room.RoomListener;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.Origin;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Watches who is linked, and what did not reach them. */
final class Partners implements RoomListener {
  private final AtomicReference<SortedMap<LinkId, Origin>> linked =
      new AtomicReference<>(Collections.emptySortedMap());
  private final List<Waiting> waiting = new CopyOnWriteArrayList<>();
  private final AtomicLong undelivered = new AtomicLong();

  /** Somebody who waits until the links are as he wants them. */
  private record Waiting(Predicate<SortedMap<LinkId, Origin>> wanted, CountDownLatch met) {
    void look(SortedMap<LinkId, Origin> links) {
      if (wanted.test(links)) {
        met.countDown();
      }
    }
  }

  @Override
  public void on(RoomEvent event) {
    switch (event) {
      case RoomEvent.Joined(var link, var who) -> change(links -> links.put(link, who));
      case RoomEvent.Left(var link, var who, var reason) -> change(links -> links.remove(link));
      case RoomEvent.Undelivered(var who, var lines, var reason) -> undelivered.addAndGet(lines);
      case RoomEvent.Named named -> {}
      case RoomEvent.Suspected suspected -> {}
      case RoomEvent.Recovered recovered -> {}
      case RoomEvent.Said said -> {}
      case RoomEvent.Missed missed -> {}
      case RoomEvent.Gap gap -> {}
    }
  }

  private void change(Consumer<SortedMap<LinkId, Origin>> change) {
    var links = new TreeMap<>(linked.get());
    change.accept(links);
    linked.set(Collections.unmodifiableSortedMap(links));
    waiting.forEach(each -> each.look(links));
  }

  SortedMap<LinkId, Origin> linked() {
    return linked.get();
  }

  long undelivered() {
    return undelivered.get();
  }

  /** Waits until the links are as wanted. */
  boolean await(Predicate<SortedMap<LinkId, Origin>> wanted, Duration within)
      throws InterruptedException {
    var mine = new Waiting(wanted, new CountDownLatch(1));
    waiting.add(mine);
    try {
      mine.look(linked.get());
      return mine.met().await(within.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      waiting.remove(mine);
    }
  }
}
