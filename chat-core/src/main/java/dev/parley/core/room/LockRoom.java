package dev.parley.core.room;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A room behind a lock, kept for comparison with {@link ActorRoom}: callers put their inputs
 * through the state themselves.
 */
final class LockRoom extends Room {
  /*
   * Under the lock an input only steps the state and queues the effects. The thread that finds no
   * drainer becomes it, and carries effects out after unlocking, for others too, until none is
   * left: so they are carried out in step order, by one thread at a time, and nothing foreign ever
   * runs under the lock.
   */
  private static final int MAX_PENDING = 4096;

  private final ReentrantLock lock = new ReentrantLock();
  private final RoomState state;
  private List<RoomEffect> pending = new ArrayList<>();
  private boolean draining;
  private boolean closed;

  LockRoom(RoomState state, RoomEffects effects) {
    super(effects);
    this.state = state;
  }

  @Override
  boolean offer(RoomInput input) {
    lock.lock();
    try {
      if (closed || pending.size() + state.unstored() >= MAX_PENDING) {
        return false;
      }
      step(input);
      step(RoomInput.BATCH_END);
      if (draining) {
        return true;
      }
      draining = true;
    } finally {
      lock.unlock();
    }
    drain();
    return true;
  }

  private void step(RoomInput input) {
    var time = effects().time();
    pending.addAll(state.step(time.nanoTime(), time.wallTime(), input));
  }

  private void drain() {
    for (var effects = take(); !effects.isEmpty(); effects = take()) {
      var answers = carryOut(effects);
      lock.lock();
      try {
        answers.forEach(this::step);
        step(RoomInput.BATCH_END); // what an answer let in is to be stored too
      } finally {
        lock.unlock();
      }
    }
  }

  private List<RoomInput> carryOut(List<RoomEffect> effects) {
    try {
      return effects().carryOut(effects, this);
    } catch (RuntimeException | Error failure) {
      fail(); // as an actor would stop: a room that lost effects must not go on
      throw failure;
    }
  }

  private void fail() {
    lock.lock();
    try {
      closed = true;
      draining = false;
    } finally {
      lock.unlock();
    }
    end();
  }

  /** Answers whoever still waits, when nothing else is to be carried out any more. */
  private void end() {
    List<RoomEffect> last;
    lock.lock();
    try {
      step(RoomInput.CLOSE);
      last = pending;
      pending = new ArrayList<>();
    } finally {
      lock.unlock();
    }
    effects().close(last);
  }

  /** The effects that wait; if there are none, this thread is the drainer no more. */
  private List<RoomEffect> take() {
    boolean last;
    List<RoomEffect> effects;
    lock.lock();
    try {
      effects = pending;
      pending = new ArrayList<>();
      draining = !effects.isEmpty();
      last = closed && !draining;
    } finally {
      lock.unlock();
    }
    if (last) {
      end();
    }
    return effects;
  }

  @Override
  boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close(Duration deadline) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      if (draining) {
        return; // the drainer will find it closed
      }
      draining = true;
    } finally {
      lock.unlock();
    }
    drain();
  }
}
