package dev.parley.core.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BoundedQueueOrderTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void poll_afterFilling_returnsTheElementsInOrder(int capacity) {
    var queue = new BoundedQueue<Integer>(capacity);
    for (int i = 0; i < capacity; i++) {
      assertThat(queue.offer(i)).isTrue();
    }
    for (int i = 0; i < capacity; i++) {
      assertThat(queue.poll()).isEqualTo(i);
    }
    assertThat(queue.poll()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void offer_whenFull_refuses(int capacity) {
    var queue = new BoundedQueue<Integer>(capacity);
    for (int i = 0; i < capacity; i++) {
      assertThat(queue.remainingCapacity()).isEqualTo(capacity - i);
      assertThat(queue.offer(i)).isTrue();
    }
    assertThat(queue.offer(-1)).isFalse();
    assertThat(queue.size()).isEqualTo(capacity);
    assertThat(queue.remainingCapacity()).isZero();
    assertThat(queue).doesNotContain(-1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void poll_aroundTheRing_keepsTheOrder(int capacity) {
    var queue = new BoundedQueue<Integer>(capacity);
    int in = 0;
    int out = 0;
    for (int round = 0; round < 50; round++) {
      int many = 1 + round % capacity;
      for (int i = 0; i < many; i++) {
        assertThat(queue.offer(in++)).isTrue();
      }
      for (int i = 0; i < many; i++) {
        assertThat(queue.poll()).isEqualTo(out++);
      }
    }
    assertThat(queue).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 7, 8})
  void offer_growingWithTheHeadInTheMiddle_keepsTheOrder(int head) {
    var queue = new BoundedQueue<Integer>(100);
    for (int i = 0; i < 8; i++) {
      queue.add(i);
    }
    for (int i = 0; i < head; i++) {
      assertThat(queue.poll()).isEqualTo(i);
    }
    for (int i = 8; i < head + 100; i++) {
      assertThat(queue.offer(i)).isTrue();
    }
    assertThat(queue).containsExactlyElementsOf(IntStream.range(head, head + 100).boxed().toList());
    assertThat(queue.offer(-1)).isFalse();
  }

  @Test
  void peek_returnsTheOldestAndLeavesIt() {
    var queue = new BoundedQueue<String>(2);
    assertThat(queue.peek()).isNull();
    queue.add("a");
    queue.add("b");
    assertThat(queue.peek()).isEqualTo("a");
    assertThat(queue).hasSize(2);
  }

  @Test
  @SuppressWarnings("NullAway") // the misuse is the test
  void offer_ofNull_throws() {
    var queue = new BoundedQueue<String>(2);
    assertThatNullPointerException().isThrownBy(() -> queue.offer(null));
    assertThat(queue).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void new_withoutRoom_throwsNamingTheCapacity(int capacity) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BoundedQueue<String>(capacity))
        .withMessageContaining(String.valueOf(capacity));
  }

  @Test
  void new_withTheLargestCapacity_holdsElements() {
    var queue = new BoundedQueue<Integer>(Integer.MAX_VALUE);
    for (int i = 0; i < 100; i++) {
      queue.add(i);
    }
    assertThat(queue).hasSize(100).startsWith(0, 1, 2);
    assertThat(queue.capacity()).isEqualTo(Integer.MAX_VALUE);
  }
}
