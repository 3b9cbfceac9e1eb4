package dev.parley.core.mailbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class BoundedQueueManyThreadsTest {
  private static final int PRODUCERS = 8;
  private static final int CONSUMERS = 4;
  private static final int EACH = 2_000;

  private record Element(int producer, int number) {}

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void take_byManyConsumers_losesAndDoublesNothing(int capacity) throws Exception {
    var queue = new BoundedQueue<Element>(capacity);
    var taken = new ArrayList<List<Element>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var producers = new ArrayList<Future<Integer>>();
      for (int p = 0; p < PRODUCERS; p++) {
        int producer = p;
        producers.add(threads.submit(() -> produce(queue, producer)));
      }
      var consumers = new ArrayList<Future<List<Element>>>();
      for (int c = 0; c < CONSUMERS; c++) {
        consumers.add(threads.submit(consume(queue)));
      }
      for (var producer : producers) {
        assertThat(producer.get(30, SECONDS)).isEqualTo(EACH);
      }
      for (int c = 0; c < CONSUMERS; c++) {
        queue.put(new Element(-1, c));
      }
      for (var consumer : consumers) {
        taken.add(consumer.get(30, SECONDS));
      }
    }
    assertThat(queue).isEmpty();
    assertThat(taken.stream().flatMap(List::stream).toList())
        .hasSize(PRODUCERS * EACH)
        .doesNotHaveDuplicates();
    for (var seen : taken) {
      for (int p = 0; p < PRODUCERS; p++) {
        int producer = p;
        assertThat(seen.stream().filter(e -> e.producer() == producer).map(Element::number))
            .isSorted();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void drainTo_besideProducers_keepsEachProducersOrder(int capacity) throws Exception {
    var queue = new BoundedQueue<Element>(capacity);
    var drained = new ArrayList<Element>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var producers = new ArrayList<Future<Integer>>();
      for (int p = 0; p < PRODUCERS; p++) {
        int producer = p;
        producers.add(threads.submit(() -> produce(queue, producer)));
      }
      while (drained.size() < PRODUCERS * EACH) {
        drained.add(queue.take());
        queue.drainTo(drained, 50);
      }
      for (var producer : producers) {
        assertThat(producer.get(30, SECONDS)).isEqualTo(EACH);
      }
    }
    assertThat(queue).isEmpty();
    for (int p = 0; p < PRODUCERS; p++) {
      int producer = p;
      assertThat(drained.stream().filter(e -> e.producer() == producer).map(Element::number))
          .containsExactlyElementsOf(IntStream.range(0, EACH).boxed().toList());
    }
  }

  private static int produce(BoundedQueue<Element> queue, int producer)
      throws InterruptedException {
    for (int i = 0; i < EACH; i++) {
      queue.put(new Element(producer, i));
    }
    return EACH;
  }

  private static Callable<List<Element>> consume(BoundedQueue<Element> queue) {
    return () -> {
      var seen = new ArrayList<Element>();
      for (var next = queue.take(); next.producer() >= 0; next = queue.take()) {
        seen.add(next);
      }
      return seen;
    };
  }
}
