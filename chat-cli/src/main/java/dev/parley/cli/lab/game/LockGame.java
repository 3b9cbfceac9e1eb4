package dev.parley.cli.lab.game;

import dev.parley.core.actor.Threads;
import dev.parley.core.time.Entropy;
import dev.parley.core.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The same game without actors, for comparison: one lock guards the world, a thread makes the
 * steps, and each bot is a virtual thread that waits for news. Safe for use by many threads.
 */
public final class LockGame implements AutoCloseable {
  private static final Duration END = Duration.ofSeconds(5);
  private static final int TURN_EVERY = 10;

  private final Time time;
  private final Entropy entropy;
  private final List<Thread> all = new ArrayList<>();

  /** Guards all that follows. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition news = lock.newCondition();
  private final Condition tick = lock.newCondition();
  private final World world;
  private @Nullable Snapshot newest;
  private boolean over;
  private long ticks;
  private long missed;
  private long latest;
  private long commands;
  private long tooFast;
  private long unseen;

  private LockGame(Threads threads, Time time, Entropy entropy, int bots) {
    this.time = time;
    this.entropy = entropy;
    this.world = new World(entropy);
    all.add(threads.virtual("lock-server").newThread(this::serve));
    for (int n = 0; n < bots; n++) {
      all.add(threads.virtual("lock-bot-" + n).newThread(this::play));
    }
  }

  /**
   * Begins a game.
   *
   * @param threads makes its threads
   * @param time drives it
   * @param entropy decides what the bots do
   * @param bots how many
   * @return the running game, which the caller must close
   */
  public static LockGame begin(Threads threads, Time time, Entropy entropy, int bots) {
    var game = new LockGame(threads, time, entropy, bots);
    game.all.forEach(Thread::start);
    return game;
  }

  private void serve() {
    long began = time.nanoTime();
    long step = World.STEP.toNanos();
    long lastTick = 0;
    lock.lock();
    try {
      while (!over) {
        long left = began + (lastTick + 1) * step - time.nanoTime();
        if (left > 0) {
          var _ = tick.awaitNanos(left);
          continue;
        }
        long reached = (time.nanoTime() - began) / step;
        long due = lastTick + 1;
        missed += Math.max(0, reached - due);
        latest = Math.max(latest, time.nanoTime() - began - due * step);
        lastTick = Math.max(due, reached);
        ticks++;
        world.step();
        newest = world.snapshot();
        news.signalAll();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void play() {
    lock.lock();
    try {
      int number = world.enter();
      long shown = 0;
      long seen = 0;
      while (!over) {
        var current = newest;
        if (current == null || current.step() == seen) {
          news.await();
          continue;
        }
        unseen += seen == 0 ? 0 : current.step() - seen - 1;
        seen = current.step();
        if (shown++ % TURN_EVERY == 0) {
          turn(number);
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void turn(int number) {
    double angle = (entropy.nextLong() >>> 11) * 0x1.0p-53 * 2 * Math.PI;
    double speed = World.TOP_SPEED * 0.9;
    var velocity = new Vector(speed * StrictMath.cos(angle), speed * StrictMath.sin(angle));
    if (world.steer(number, velocity)) {
      commands++;
    } else {
      tooFast++;
    }
  }

  /**
   * How the game goes.
   *
   * @return the figures so far
   */
  public GameReport report() {
    lock.lock();
    try {
      long score = world.snapshot().players().stream().mapToLong(Snapshot.View::score).sum();
      return new GameReport(
          ticks,
          missed,
          Duration.ofNanos(latest),
          world.size(),
          world.entered(),
          0,
          commands,
          tooFast,
          unseen,
          score);
    } finally {
      lock.unlock();
    }
  }

  /** Ends the game and its threads. */
  @Override
  public void close() {
    lock.lock();
    try {
      over = true;
      news.signalAll();
      tick.signalAll();
    } finally {
      lock.unlock();
    }
    long end = time.nanoTime() + END.toNanos();
    try {
      for (var thread : all) {
        if (!thread.join(Duration.ofNanos(Math.max(1, end - time.nanoTime())))) {
          thread.interrupt();
        }
      }
    } catch (InterruptedException interrupt) {
      all.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
    }
  }
}
