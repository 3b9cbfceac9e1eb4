package dev.parley.core.actor;

/** Both real dispatchers: what an actor promises it must promise on each. */
enum Scheduling {
  WORKERS,
  OWN_THREADS;

  ActorSystem.Builder system(String name) {
    return ActorSystem.builder(name)
        .dispatcher(
            switch (this) {
              case WORKERS -> Dispatcher.virtualThreads(2);
              case OWN_THREADS -> Dispatcher.threadPerActor();
            });
  }
}
