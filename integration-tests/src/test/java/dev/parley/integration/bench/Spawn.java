package dev.parley.integration.bench;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * An actor that starts 100 000 others and sends each of them one message. One operation is an actor
 * started and its message handled; opening and closing the library is not counted.
 *
 * <p>From Savina (Imam and Sarkar, AGERE 2014): "fork-join actor creation".
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // set up by JMH
public class Spawn {
  private static final int ACTORS = 100_000;
  private static final Object MESSAGE = new Object();

  @Param({"PARLEY", "PEKKO"})
  Library library;

  private final Round round = new Round();
  private Actors actors;

  /** Opens the library anew, on a heap without the last round's garbage. */
  @Setup(Level.Invocation)
  public void open() {
    System.gc();
    actors = library.open();
  }

  /** Ends all that were started. */
  @TearDown(Level.Invocation)
  public void close() {
    actors.close();
  }

  /** Starts all, and waits until each has handled its message. */
  @Benchmark
  @OperationsPerInvocation(ACTORS)
  public void spawn() throws InterruptedException {
    actors.within(this::spawnAll);
    round.await();
  }

  private void spawnAll(Spawner spawner) {
    var left = new AtomicInteger(ACTORS);
    Handler<Object> handler =
        message -> {
          if (left.decrementAndGet() == 0) {
            round.finish();
          }
        };
    for (int i = 0; i < ACTORS; i++) {
      spawner.spawn(Actors.CAPACITY, handler).tell(MESSAGE);
    }
  }
}
