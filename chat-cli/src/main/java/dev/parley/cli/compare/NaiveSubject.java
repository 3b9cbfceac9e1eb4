package dev.parley.cli.compare;

import dev.parley.core.actor.ActorSystem;
import dev.parley.core.entry.Entry;
import dev.parley.core.entry.EntryId;
import dev.parley.core.entry.LogId;
import dev.parley.core.entry.RoomName;
import dev.parley.core.entry.Sequence;
import dev.parley.core.history.HistoryStore;
import dev.parley.core.identity.PeerId;
import dev.parley.core.time.Time;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A room as it is first written: one lock, held while the history stores and while each watcher is
 * called. Here to be compared with; nothing else uses it.
 */
final class NaiveSubject implements Subject {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Watcher> watchers = new ArrayList<>();
  private final Time time;
  private final RoomName name;
  private final LogId log;
  private final HistoryStore history;
  private Sequence end = Sequence.NONE;

  NaiveSubject(ActorSystem system, String name, HistoryStore history) {
    this.time = system.time();
    this.name = new RoomName(name);
    this.log = new LogId(PeerId.random(system.entropy()), system.entropy().nextLong());
    this.history = history;
  }

  @Override
  public boolean say(String text) {
    lock.lock();
    try {
      var next = end.next();
      history.append(List.of(new Entry(new EntryId(log, next), name, time.wallTime(), text)));
      end = next;
      watchers.forEach(watcher -> watcher.said(text));
      return true;
    } catch (IOException failure) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void watch(Watcher watcher, int capacity) {
    lock.lock();
    try {
      watchers.add(watcher);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {}
}
