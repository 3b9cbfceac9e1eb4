package dev.parley.core.mailbox;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who waits at a queue: producers for room, consumers for elements. Its lock also makes one of many
 * consumers the one. A queue makes it when the first comes, so that most never have one.
 */
final class Waiters {
  final ReentrantLock lock = new ReentrantLock();
  final Condition notFull = lock.newCondition();
  final Condition notEmpty = lock.newCondition();

  /** How many producers wait; written under the lock, read by the consumer without it. */
  volatile int producers;

  /** How many consumers wait; under the lock. */
  int consumers;
}
