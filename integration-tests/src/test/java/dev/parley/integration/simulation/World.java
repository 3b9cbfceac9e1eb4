package dev.parley.integration.simulation;

import dev.parley.core.actor.ActorThread;
import dev.parley.core.actor.Dispatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Time, and whose turn it is: actors that are ready run one after the other as chance wants it, and
 * when none is, time leaps to what comes next. One thread does it all; no actor here waits inside a
 * message, so none needs a thread of its own, and a second of it costs a fraction of one.
 */
final class World {
  private static final Comparator<Event> ORDER =
      Comparator.comparingLong(Event::at)
          .thenComparingLong(Event::tie)
          .thenComparingLong(Event::number);

  private static final int MOST_AT_ONCE = 20_000;

  final Chance chance;
  private final PriorityQueue<Event> events = new PriorityQueue<>(ORDER);
  private final List<Turn> ready = new ArrayList<>();
  private long now = Duration.ofSeconds(1).toNanos();
  private long numbers;
  private long steps;
  private long stuckAt;
  private int stuck;
  private final TreeMap<Long, Runnable> stepTasks = new TreeMap<>();

  /** Something that comes to pass. */
  record Event(long at, long tie, long number, Runnable task) {}

  /** An actor that has something to do, and the program that it is part of. */
  private record Turn(Machine machine, Dispatcher.Activation activation) {}

  World(Chance chance) {
    this.chance = chance;
  }

  long now() {
    return now;
  }

  /** How many turns and events there were. */
  long steps() {
    return steps;
  }

  /** Lets something come to pass. */
  Event at(long when, Runnable task) {
    var event = new Event(Math.max(now, when), chance.nextLong(), numbers++, task);
    events.add(event);
    return event;
  }

  Event after(Duration delay, Runnable task) {
    return at(now + delay.toNanos(), task);
  }

  void forget(Event event) {
    events.remove(event);
  }

  /** Lets something come to pass after so many turns and events. */
  void atStep(long later, Runnable task) {
    stepTasks.put(steps + 1 + later, task);
  }

  void ready(Machine machine, Dispatcher.Activation activation) {
    ready.add(new Turn(machine, activation));
  }

  /** Runs until a time, unless it is over before. */
  void runUntil(long end, Dispatcher.Wait over) {
    ActorThread.run(() -> {
      while (!over.over() && step(end)) {
        // on and on
      }
    });
  }

  private boolean step(long end) {
    steps++;
    if (now == stuckAt) {
      require(++stuck < MOST_AT_ONCE);
    } else {
      stuckAt = now;
      stuck = 0;
    }
    if (!stepTasks.isEmpty() && stepTasks.firstKey() <= steps) {
      stepTasks.pollFirstEntry().getValue().run();
    }
    if (!ready.isEmpty()) {
      turn();
      return true;
    }
    var next = events.peek();
    if (next == null || next.at() > end) {
      now = Math.max(now, end);
      return false;
    }
    events.remove();
    now = next.at();
    next.task().run();
    return true;
  }

  private void require(boolean progress) {
    if (!progress) {
      throw new AssertionError(
          "time stands still; ready are " + ready + ", next is " + events.peek());
    }
  }

  private void turn() {
    int choice = chance.below(ready.size());
    var turn = ready.get(choice);
    ready.set(choice, ready.getLast());
    ready.removeLast();
    if (!turn.machine().runs(turn.activation())) {
      return;
    }
    if (turn.activation().run() && !turn.activation().ended()) {
      ready.add(turn);
    }
  }
}
