package dev.parley.cli.lab;

import java.util.concurrent.TimeUnit;

/** Two ways to hold two locks without waiting in a circle. */
enum Transfers {
  /** Everybody takes the lock of the lower number first. */
  IN_ORDER("one order") {
    @Override
    void transfer(Account from, Account to) throws InterruptedException {
      var first = from.number < to.number ? from : to;
      var second = first == from ? to : from;
      first.lock.lockInterruptibly();
      try {
        second.lock.lockInterruptibly();
        try {
          move(from, to);
        } finally {
          second.lock.unlock();
        }
      } finally {
        first.lock.unlock();
      }
    }
  },

  /** Whoever does not get the second soon gives the first back, and begins anew. */
  WITH_TIMEOUT("time-out") {
    @Override
    void transfer(Account from, Account to) throws InterruptedException {
      while (!attempt(from, to)) {
        Thread.onSpinWait();
      }
    }

    private boolean attempt(Account from, Account to) throws InterruptedException {
      from.lock.lockInterruptibly();
      try {
        if (!to.lock.tryLock(1, TimeUnit.MILLISECONDS)) {
          return false;
        }
        try {
          move(from, to);
          return true;
        } finally {
          to.lock.unlock();
        }
      } finally {
        from.lock.unlock();
      }
    }
  };

  final String form;

  Transfers(String form) {
    this.form = form;
  }

  abstract void transfer(Account from, Account to) throws InterruptedException;

  private static void move(Account from, Account to) {
    from.balance--;
    to.balance++;
  }
}
