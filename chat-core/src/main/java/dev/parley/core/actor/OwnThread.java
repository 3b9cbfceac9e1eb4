package dev.parley.core.actor;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A virtual thread that runs one actor for as long as it lives. */
final class OwnThread implements Dispatcher.Worker {
  private final Dispatcher.Activation activation;
  private final AtomicBoolean awake = new AtomicBoolean();
  private final Thread thread;

  private OwnThread(String name, Dispatcher.Activation activation, Threads threads) {
    this.activation = activation;
    this.thread = threads.virtual(name).newThread(this::run);
  }

  static OwnThread start(String name, Dispatcher.Activation activation, Threads threads) {
    var own = new OwnThread(name, activation, threads);
    own.thread.start();
    return own;
  }

  private void run() {
    do {
      while (!awake.getAndSet(false)) {
        LockSupport.park(this);
        if (Thread.interrupted()) {
          break; // an interrupt must not make the park return at once for ever
        }
      }
    } while (activation.run());
  }

  @Override
  public void wake() {
    if (!awake.getAndSet(true)) {
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void interrupt() {
    thread.interrupt();
  }
}
