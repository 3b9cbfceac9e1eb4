package dev.parley.integration.bench;

/** The contestants that carry messages. */
public enum Library {
  /** Our actors: default dispatcher, bounded mailboxes that make outsiders wait. */
  PARLEY("Parley"),
  /** Apache Pekko typed actors, tuned; their mailboxes are unbounded. */
  PEKKO("Pekko typed, tuned"),
  /** A virtual thread for each actor, which takes from an unbounded queue of the JDK. */
  LINKED_BLOCKING_QUEUE("virtual thread + LinkedBlockingQueue"),
  /** A virtual thread for each actor, which takes from a bounded queue of the JDK. */
  ARRAY_BLOCKING_QUEUE("virtual threads + ArrayBlockingQueue"),
  /** A virtual thread for each actor, which takes from our bounded queue. */
  BOUNDED_QUEUE("virtual threads + our BoundedQueue"),
  /** A virtual thread for each actor, which receives from a buffered jox channel. */
  JOX("virtual threads + jox Channel"),
  /** No hand-over: the sender runs the handler itself, under a lock. The ceiling. */
  REENTRANT_LOCK("direct call under ReentrantLock");

  private final String title;

  Library(String title) {
    this.title = title;
  }

  /** What people call it. */
  String title() {
    return title;
  }

  /** Opens the library without actors; the caller must close it. */
  Actors open() {
    return switch (this) {
      case PARLEY -> new ParleyActors();
      case PEKKO -> new PekkoActors();
      case LINKED_BLOCKING_QUEUE -> new ThreadActors(Pipe::linked);
      case ARRAY_BLOCKING_QUEUE -> new ThreadActors(Pipe::array);
      case BOUNDED_QUEUE -> new ThreadActors(Pipe::bounded);
      case JOX -> new ThreadActors(Pipe::jox);
      case REENTRANT_LOCK -> new LockedActors();
    };
  }
}
