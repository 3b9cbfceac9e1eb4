package dev.parley.integration.bench;

import java.util.concurrent.locks.ReentrantLock;

/** No actors at all: objects that their callers enter one at a time. */
final class LockedActors implements Actors {
  @Override
  public <M> Address<M> spawn(String name, int capacity, Handler<M> handler) {
    return spawn(capacity, handler);
  }

  @Override
  public <M> Address<M> spawn(int capacity, Handler<M> handler) {
    return new Guarded<>(new ReentrantLock(), handler);
  }

  @Override
  public void close() {}

  private record Guarded<M>(ReentrantLock lock, Handler<M> unwrapped) implements Address<M> {
    @Override
    public void tell(M message) {
      lock.lock();
      try {
        unwrapped.receive(message);
      } finally {
        lock.unlock();
      }
    }
  }
}
