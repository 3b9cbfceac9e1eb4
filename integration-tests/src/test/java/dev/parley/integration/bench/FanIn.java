package dev.parley.integration.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Producers that all send to one actor. One operation is a message; all of them are handled. Our
 * mailbox is bounded and makes producers wait.
 *
 * <p>From Savina (Imam and Sarkar, AGERE 2014): "counting actor", with more than one producer.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // set up by JMH
public class FanIn {
  private static final int MESSAGES = 1 << 18;

  @Param({"1", "2", "8", "64"})
  int degree;

  @Param({"PARLEY", "PEKKO", "REENTRANT_LOCK"})
  Library library;

  private Actors actors;
  private Funnel funnel;

  /** Starts the actor. */
  @Setup
  public void open() {
    actors = library.open();
    funnel = new Funnel(actors, Actors.CAPACITY, degree, MESSAGES);
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
