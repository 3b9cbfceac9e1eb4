package dev.parley.cli.compare;

import dev.parley.core.actor.ActorSystem;
import dev.parley.core.entry.Line;
import dev.parley.core.entry.LogId;
import dev.parley.core.entry.RoomName;
import dev.parley.core.history.HistoryStore;
import dev.parley.core.identity.PeerId;
import dev.parley.core.room.Guard;
import dev.parley.core.room.Room;
import dev.parley.core.room.RoomEvent;
import dev.parley.core.room.RoomSettings;
import dev.parley.core.room.SayResult;
import dev.parley.core.room.Subscription;
import dev.parley.core.transport.InProcessNetwork;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A room as the program uses it, behind either guard, with no links. */
final class GuardedSubject implements Subject {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String name;
  private final Room room;
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

  GuardedSubject(Guard guard, ActorSystem system, String name, HistoryStore history) {
    this.name = name;
    var transport = new InProcessNetwork().transport(name);
    var log = new LogId(PeerId.random(system.entropy()), system.entropy().nextLong());
    var settings =
        new RoomSettings(
            new RoomName(name), log, transport.capabilities(), RoomSettings.DEFAULT_WINDOW);
    room = guard.open(system, settings, transport, history);
  }

  @Override
  public boolean say(String text) throws InterruptedException {
    return room.say(text, PATIENCE) instanceof SayResult.Accepted;
  }

  @Override
  public void watch(Watcher watcher, int capacity) {
    subscriptions.add(
        room.subscribe(
            name + "-watcher-" + subscriptions.size(), event -> tell(watcher, event), capacity));
  }

  private static void tell(Watcher watcher, RoomEvent event) {
    switch (event) {
      case RoomEvent.Said(var from, Line.Text(var text), var at, var linked) -> watcher.said(text);
      case RoomEvent.Gap(var missed) -> watcher.missed(missed);
      case RoomEvent.Said said -> {}
      case RoomEvent.Joined joined -> {}
      case RoomEvent.Named named -> {}
      case RoomEvent.Suspected suspected -> {}
      case RoomEvent.Recovered recovered -> {}
      case RoomEvent.Left left -> {}
      case RoomEvent.Undelivered undelivered -> {}
      case RoomEvent.Missed missed -> {}
    }
  }

  @Override
  public void close() {
    subscriptions.forEach(Subscription::close);
    room.close();
  }
}
