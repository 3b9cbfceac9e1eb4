package dev.parley.integration.simulation;

import dev.parley.core.actor.ActorSystem;
import dev.parley.core.actor.Dispatcher;
import dev.parley.core.actor.Threads;
import dev.parley.core.time.Clock;
import dev.parley.core.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a program runs on: clocks that may jump, and processors that may be slow, sleep for a while,
 * or stop for ever.
 */
final class Machine implements Time, Dispatcher {
  /** Who watches for the test is never slow. */
  static final String WITNESS = "witness";

  private final World world;
  private final Chance chance;
  private final List<Runnable> held = new ArrayList<>();
  private boolean asleep;
  private boolean dead;

  /** How far the monotonic clock is behind: it stands still in some kinds of sleep. */
  private long behind;

  private long wallJump;
  private long sleptAt;

  /** The longest that an actor waits for its turn. */
  private long slowness;

  Machine(World world, long slowness) {
    this.world = world;
    this.chance = world.chance.split();
    this.slowness = slowness;
  }

  ActorSystem system(String name) {
    return ActorSystem.builder(name).dispatcher(this).time(this).entropy(chance.split()).open();
  }

  // ---- what befalls it ----

  void die() {
    dead = true;
    held.clear();
  }

  /** Runs again, so that its actors can come to their end. */
  void revive() {
    dead = false;
    asleep = false;
  }

  boolean isDead() {
    return dead;
  }

  boolean isAsleep() {
    return asleep;
  }

  void sleep() {
    asleep = true;
    sleptAt = world.now();
  }

  /** Goes on; the monotonic clock may not have noticed. */
  void wake(boolean clockStoodStill) {
    asleep = false;
    if (clockStoodStill) {
      behind += world.now() - sleptAt;
    }
    var tasks = List.copyOf(held);
    held.clear();
    tasks.forEach(Runnable::run);
  }

  void wallClockJumps(Duration by) {
    wallJump += by.toNanos();
  }

  void recover() {
    slowness = 0;
  }

  /** Does something on this machine: later if it sleeps, never if it is dead. */
  void run(Runnable task) {
    if (asleep && !dead) {
      held.add(task);
    } else if (!dead) {
      task.run();
    }
  }

  // ---- time ----

  @Override
  public long nanoTime() {
    return world.now() - behind;
  }

  @Override
  public Instant wallTime() {
    return Instant.EPOCH.plusNanos(world.now() + wallJump);
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    var event = world.after(delay.isNegative() ? Duration.ZERO : delay, () -> run(task));
    return () -> world.forget(event);
  }

  // ---- turns ----

  /** Whether an actor may have its turn now; if the machine sleeps it has it later. */
  boolean runs(Activation activation) {
    if (asleep && !dead) {
      held.add(() -> world.ready(this, activation));
    }
    return !asleep && !dead;
  }

  @Override
  public Scheduler start(String system, Threads threads, Clock clock) {
    return new Turns();
  }

  private final class Turns implements Scheduler {
    @Override
    public void ready(Activation activation) {
      if (slowness > 0 && !dead && !activation.name().startsWith(WITNESS)) {
        world.at(
            world.now() + chance.between(0, slowness), () -> world.ready(Machine.this, activation));
      } else {
        world.ready(Machine.this, activation);
      }
    }

    @Override
    public boolean await(Wait wait, long nanos) {
      world.runUntil(world.now() + nanos, wait);
      return wait.over();
    }

    @Override
    public void interrupt(Activation activation) {}

    @Override
    public long coarseNanos() {
      return nanoTime();
    }

    @Override
    public void close() {}
  }
}
