package dev.parley.core.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.actor.Dispatcher.Activation;
import dev.parley.core.actor.Dispatcher.Scheduler;
import dev.parley.core.actor.Dispatcher.Wait;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both real dispatchers under random systems, and the same runs finding a planted mistake. */
@Timeout(60)
class DispatcherStressTest {
  private static final long SEEDS = Long.getLong("stress.seeds", 150);

  static Stream<Named<Dispatcher>> dispatchers() {
    return Stream.of(
        Named.of("1 worker", Dispatcher.virtualThreads(1)),
        Named.of("2 workers", Dispatcher.virtualThreads(2)),
        Named.of("4 workers", Dispatcher.virtualThreads(4)),
        Named.of("a thread for each actor", Dispatcher.threadPerActor()));
  }

  @ParameterizedTest
  @MethodSource("dispatchers")
  void randomSystems_keepWhatActorsPromise(Dispatcher dispatcher) throws InterruptedException {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(StressRun.of(seed, dispatcher, Duration.ofSeconds(10)))
          .as("seed %d", seed)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("dispatchers")
  void lostWakeUp_isNoticed(Dispatcher dispatcher) throws InterruptedException {
    var wakeUps = new AtomicInteger();
    Dispatcher forgetful =
        (system, threads, clock) ->
            new Forgetful(dispatcher.start(system, threads, clock), wakeUps);
    assertThat(firstFound(forgetful)).anyMatch(found -> found.startsWith("not at rest"));
  }

  private static List<String> firstFound(Dispatcher dispatcher) throws InterruptedException {
    for (long seed = 0; seed < SEEDS; seed++) {
      var found = StressRun.of(seed, dispatcher, Duration.ofMillis(500));
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  /** Loses one wake-up in a thousand. */
  private record Forgetful(Scheduler scheduler, AtomicInteger wakeUps) implements Scheduler {
    @Override
    public void ready(Activation activation) {
      if (wakeUps.incrementAndGet() % 1000 != 0) {
        scheduler.ready(activation);
      }
    }

    @Override
    public boolean await(Wait wait, long nanos) throws InterruptedException {
      return scheduler.await(wait, nanos);
    }

    @Override
    public void interrupt(Activation activation) {
      scheduler.interrupt(activation);
    }

    @Override
    public long coarseNanos() {
      return scheduler.coarseNanos();
    }

    @Override
    public void close() {
      scheduler.close();
    }
  }
}
