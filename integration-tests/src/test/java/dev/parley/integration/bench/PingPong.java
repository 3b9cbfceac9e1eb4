package dev.parley.integration.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Two actors and one message between them. One operation is a round trip: two messages.
 *
 * <p>From Savina (Imam and Sarkar, AGERE 2014): "ping pong".
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // set up by JMH
public class PingPong {
  private static final int ROUND_TRIPS = 100_000;
  private static final Object BALL = new Object();

  @Param({"PARLEY", "PEKKO", "LINKED_BLOCKING_QUEUE"})
  Library library;

  private final Round round = new Round();
  private Actors actors;
  private Address<Object> ping;
  private Address<Object> pong;

  /** Counts down the round trips. */
  private final class Ping implements Handler<Object> {
    private int left = ROUND_TRIPS;

    @Override
    public void receive(Object ball) {
      if (left == 0) {
        left = ROUND_TRIPS;
        round.finish();
      } else {
        left--;
        pong.tell(ball);
      }
    }
  }

  /** Starts both. */
  @Setup
  public void open() {
    actors = library.open();
    ping = actors.spawn("ping", Actors.CAPACITY, new Ping());
    pong = actors.spawn("pong", Actors.CAPACITY, ball -> ping.tell(ball));
  }

  /** Ends both. */
  @TearDown
  public void close() {
    actors.close();
  }

  /** Plays until all round trips are made. */
  @Benchmark
  @OperationsPerInvocation(ROUND_TRIPS)
  public void play() throws InterruptedException {
    ping.tell(BALL);
    round.await();
  }
}
