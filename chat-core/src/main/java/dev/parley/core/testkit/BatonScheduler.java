package dev.parley.core.testkit;

import dev.parley.core.actor.ActorThread;
import dev.parley.core.actor.Dispatcher;
import dev.parley.core.actor.Threads;

/** Runs each actor on a thread of its own, which the baton lets run. */
final class BatonScheduler implements Dispatcher.Scheduler {
  private final Baton baton;
  private final VirtualTime time;
  private final Threads threads;

  BatonScheduler(Baton baton, VirtualTime time, Threads threads) {
    this.baton = baton;
    this.time = time;
    this.threads = threads;
  }

  @Override
  public void ready(Dispatcher.Activation activation) {
    if (activation.attachment() instanceof Strand strand) {
      baton.ready(strand);
      return;
    }
    var name = activation.name();
    var strand =
        new Strand(
            name,
            threads.virtual(name),
            activation::handling,
            self -> ActorThread.run(() -> turns(self, activation)));
    activation.attach(strand);
    baton.add(strand);
  }

  private void turns(Strand self, Dispatcher.Activation activation) {
    baton.carry(
        self,
        () -> {
          while (!baton.isOver() && !activation.ended()) {
            if (activation.run()) {
              baton.pass(self);
            } else if (!activation.ended()) {
              baton.rest(self);
            }
          }
        });
  }

  @Override
  public boolean await(Dispatcher.Wait wait, long nanos) throws InterruptedException {
    return baton.await(wait, nanos);
  }

  @Override
  public void interrupt(Dispatcher.Activation activation) {
    if (activation.attachment() instanceof Strand strand) {
      strand.interrupt();
    }
  }

  @Override
  public long coarseNanos() {
    return time.nanoTime();
  }

  @Override
  public void sent() {
    baton.sent();
  }

  /** The threads end with the simulation. */
  @Override
  public void close() {}
}
