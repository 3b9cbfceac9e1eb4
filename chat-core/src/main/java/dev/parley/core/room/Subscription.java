package dev.parley.core.room;

/** Somebody's watch over a room. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
  /** Ends the watch, once the events that wait for it have been handled. Idempotent. */
  @Override
  void close();
}
