package dev.parley.integration.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A hundred actors in a ring and one token that goes round. One operation is a hop: one message.
 *
 * <p>From Savina (Imam and Sarkar, AGERE 2014): "thread ring", with its 100 actors and 100 000
 * hops.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // set up by JMH
public class ThreadRing {
  private static final int ACTORS = 100;
  private static final int HOPS = 100_000;

  @Param({"PARLEY", "PEKKO"})
  Library library;

  private final Round round = new Round();
  private Actors actors;
  private Address<Integer> first;

  /** Passes the token, which carries the hops that are left, on to the next. */
  private final class Link implements Handler<Integer> {
    private Address<Integer> next; // before the first message

    @Override
    public void receive(Integer left) {
      if (left == 0) {
        round.finish();
      } else {
        next.tell(left - 1);
      }
    }
  }

  /** Starts the ring from its end. */
  @Setup
  public void open() {
    actors = library.open();
    var last = new Link();
    first = actors.spawn("link-0", Actors.CAPACITY, last);
    for (int i = 1; i < ACTORS; i++) {
      var link = new Link();
      link.next = first;
      first = actors.spawn("link-" + i, Actors.CAPACITY, link);
    }
    last.next = first;
  }

  /** Ends the ring. */
  @TearDown
  public void close() {
    actors.close();
  }

  /** Sends the token on its way and waits for its last hop. */
  @Benchmark
  @OperationsPerInvocation(HOPS)
  public void go() throws InterruptedException {
    first.tell(HOPS - 1);
    round.await();
  }
}
