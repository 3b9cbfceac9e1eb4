package dev.parley.integration.bench;

import java.util.function.Consumer;

/** What the workloads need of a contestant, so that each workload is written once for all. */
interface Actors extends Spawner, AutoCloseable {
  /** The capacity that a mailbox has unless the workload is about it. */
  int CAPACITY = 1024;

  /** Has an actor run a task, which may spawn; returns at once. */
  default void within(Consumer<Spawner> task) {
    task.accept(this);
  }

  /** Ends all actors and waits for that. */
  @Override
  void close();
}
