package dev.parley.core.actor;

import dev.parley.core.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Runs each actor on a virtual thread of its own, which lives as long as the actor. */
final class OwnThreads implements Dispatcher.Scheduler {
  private final Threads threads;
  private final Clock clock;

  OwnThreads(Threads threads, Clock clock) {
    this.threads = threads;
    this.clock = clock;
  }

  @Override
  public void ready(Dispatcher.Activation activation) {
    if (activation.attachment() instanceof OwnThread own) {
      own.wake();
      return;
    }
    var own = new OwnThread(activation);
    activation.attach(own);
    threads.virtual(activation.name()).newThread(own).start();
  }

  @Override
  public boolean await(Dispatcher.Wait wait, long nanos) throws InterruptedException {
    return wait.block(nanos);
  }

  @Override
  public void interrupt(Dispatcher.Activation activation) {
    if (activation.attachment() instanceof OwnThread own) {
      own.interrupt();
    }
  }

  @Override
  public long coarseNanos() {
    return clock.nanoTime();
  }

  /** Each thread ends with its actor. */
  @Override
  public void close() {}

  private static final class OwnThread implements Runnable {
    private final Dispatcher.Activation activation;
    private final AtomicBoolean awake = new AtomicBoolean(true);
    private volatile Thread thread;

    OwnThread(Dispatcher.Activation activation) {
      this.activation = activation;
      this.thread = Thread.currentThread(); // until it runs on its own
    }

    @Override
    public void run() {
      thread = Thread.currentThread();
      ActorThread.run(this::turns);
    }

    private void turns() {
      while (!activation.ended()) {
        while (!awake.getAndSet(false)) {
          LockSupport.park(this);
          if (Thread.interrupted()) {
            break; // an interrupt must not make the park return at once for ever
          }
        }
        boolean more;
        do {
          more = activation.run();
        } while (more);
      }
    }

    void wake() {
      if (!awake.getAndSet(true)) {
        LockSupport.unpark(thread);
      }
    }

    void interrupt() {
      thread.interrupt();
    }
  }
}
