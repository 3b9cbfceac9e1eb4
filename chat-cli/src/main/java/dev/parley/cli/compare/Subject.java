package dev.parley.cli.compare;

/** A room as far as the comparison uses it. Safe for use by many threads. */
interface Subject extends AutoCloseable {
  /** Somebody who watches. */
  interface Watcher {
    /** A line was said. */
    void said(String text);

    /** The watcher was too slow, and events were left out for it. */
    void missed(long events);
  }

  /**
   * Says a line; returns once the history has it.
   *
   * @return whether it was accepted
   */
  boolean say(String text) throws InterruptedException;

  /**
   * Watches the room from now on.
   *
   * @param capacity how many events may wait for the watcher, if any wait at all
   */
  void watch(Watcher watcher, int capacity);

  /** Ends the room, once its watchers have been told everything. */
  @Override
  void close();
}
