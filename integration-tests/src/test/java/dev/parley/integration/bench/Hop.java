package dev.parley.integration.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One producer, one consumer and a bound between them, where the producer waits. One operation is a
 * message; both ends are virtual threads, or an actor is the consumer.
 *
 * <p>After jox's own benchmark of a buffered channel ("bounded, one to one").
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // set up by JMH
public class Hop {
  private static final int MESSAGES = 1 << 18;

  @Param({"100", "1024"})
  int capacity;

  @Param({"PARLEY", "JOX", "ARRAY_BLOCKING_QUEUE", "BOUNDED_QUEUE"})
  Library library;

  private Actors actors;
  private Funnel funnel;

  /** Starts the consumer. */
  @Setup
  public void open() {
    actors = library.open();
    funnel = new Funnel(actors, capacity, 1, MESSAGES);
  }

  /** Ends it. */
  @TearDown
  public void close() {
    actors.close();
  }

  /** Sends and handles all messages. */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void send() throws InterruptedException {
    funnel.round();
  }
}
