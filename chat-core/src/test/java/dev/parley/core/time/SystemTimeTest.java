package dev.parley.core.time;

import static dev.parley.core.Eventually.await;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.actor.Threads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SystemTimeTest {
  private final Threads threads = new Threads();
  private final SystemTime time = new SystemTime(threads.virtual("timer"));

  @AfterEach
  void noThreadIsLeft() {
    time.close();
    await().until(() -> threads.live().isEmpty());
  }

  @Test
  void schedule_runsTheTaskAfterTheDelay() throws Exception {
    var ran = new CompletableFuture<Long>();
    long began = time.nanoTime();
    time.schedule(Duration.ofMillis(20), () -> ran.complete(time.nanoTime()));
    assertThat(ran.get(10, SECONDS) - began)
        .isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
  }

  @Test
  void schedule_withANegativeDelay_runsTheTask() throws Exception {
    var ran = new CompletableFuture<String>();
    time.schedule(Duration.ofSeconds(-1), () -> ran.complete("ran"));
    assertThat(ran.get(10, SECONDS)).isEqualTo("ran");
  }

  @Test
  void schedule_ofSeveral_runsThemByTime() {
    var order = new CopyOnWriteArrayList<String>();
    time.schedule(Duration.ofMillis(60), () -> order.add("later"));
    time.schedule(Duration.ofMillis(30), () -> order.add("sooner"));
    await().until(() -> order.size() == 2);
    assertThat(order).containsExactly("sooner", "later");
  }

  @Test
  void cancel_makesTheTaskNeverRun() throws Exception {
    var ran = new CopyOnWriteArrayList<String>();
    var timer = time.schedule(Duration.ofMillis(50), () -> ran.add("cancelled"));
    timer.cancel();
    timer.cancel();
    var after = new CountDownLatch(1);
    time.schedule(Duration.ofMillis(60), after::countDown);
    assertThat(after.await(10, SECONDS)).isTrue();
    assertThat(ran).isEmpty();
  }

  @Test
  void schedule_ofATaskThatThrows_doesNotEndTheTimerThread() throws Exception {
    var names = new CopyOnWriteArrayList<Thread>();
    for (var failure : List.of(new IllegalStateException("meant"), new AssertionError("meant"))) {
      time.schedule(
          Duration.ZERO,
          () -> {
            names.add(Thread.currentThread());
            if (failure instanceof Error error) {
              throw error;
            }
            throw (RuntimeException) failure;
          });
    }
    var after = new CompletableFuture<Thread>();
    time.schedule(Duration.ofMillis(1), () -> after.complete(Thread.currentThread()));
    var thread = after.get(10, SECONDS);
    assertThat(names).hasSize(2).containsOnly(thread);
  }

  @Test
  void schedule_afterClose_dropsTheTask() {
    var ran = new CopyOnWriteArrayList<String>();
    time.schedule(Duration.ofDays(1), () -> ran.add("before"));
    time.close();
    time.close();
    var timer = time.schedule(Duration.ZERO, () -> ran.add("after"));
    timer.cancel();
    await().until(() -> threads.live().isEmpty());
    assertThat(ran).isEmpty();
  }

  @Test
  void nanoTime_neverGoesBack() {
    long first = time.nanoTime();
    assertThat(time.nanoTime() - first).isNotNegative();
  }

  @Test
  void wallTime_isTheMachines() {
    assertThat(Duration.between(time.wallTime(), Instant.now()).abs())
        .isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void fill_overwritesEveryTimeWithOtherBytes() {
    var one = new byte[32];
    var other = new byte[32];
    time.fill(one);
    time.fill(other);
    assertThat(one).isNotEqualTo(other).isNotEqualTo(new byte[32]);
    assertThat(time.nextLong()).isNotEqualTo(time.nextLong());
  }
}
