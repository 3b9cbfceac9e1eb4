package dev.parley.core.mailbox;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a queue needs once not everybody is served at once: who waits for room and for elements, and
 * how many were turned away. Its lock also makes one of many consumers the one. A queue makes it
 * when it must, so that most never have one.
 */
final class Congestion {
  final ReentrantLock lock = new ReentrantLock();
  final Condition notFull = lock.newCondition();
  final Condition notEmpty = lock.newCondition();

  /** How many producers wait; written under the lock, read by the consumer without it. */
  volatile int producers;

  /** Whether a producer was woken and has not come yet: until then no other needs to be. */
  volatile boolean producerComes;

  /** How many consumers wait; under the lock. */
  int consumers;

  final AtomicLong refusedFull = new AtomicLong();
  final AtomicLong refusedClosed = new AtomicLong();
  final AtomicLong evicted = new AtomicLong();
}
