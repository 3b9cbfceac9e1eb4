package dev.parley.cli.lab;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Money behind a lock. */
final class Account {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  final int number = NUMBERS.incrementAndGet();
  final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock. */
  long balance;
}
