package dev.parley.core.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BoundedQueueRemovalTest {
  /** A queue of 0 to 9 whose storage begins in its middle. */
  private static BoundedQueue<Integer> wrapped() {
    var queue = new BoundedQueue<Integer>(10);
    for (int i = 0; i < 10; i++) {
      queue.add(-i);
    }
    for (int i = 0; i < 7; i++) {
      queue.remove();
    }
    for (int i = 0; i < 7; i++) {
      queue.add(i);
    }
    for (int i = 0; i < 3; i++) {
      queue.remove();
    }
    for (int i = 7; i < 10; i++) {
      queue.add(i);
    }
    return queue;
  }

  private static List<Integer> zeroToNineWithout(int removed) {
    return IntStream.range(0, 10).filter(i -> i != removed).boxed().toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void remove_ofAnElement_leavesTheOthersInOrder(int element) {
    var queue = wrapped();
    assertThat(queue.remove((Object) element)).isTrue();
    assertThat(queue).containsExactlyElementsOf(zeroToNineWithout(element));
    assertThat(queue.remainingCapacity()).isEqualTo(1);
    assertThat(queue.offer(10)).isTrue();
    assertThat(queue).endsWith(10).hasSize(10);
  }

  @Test
  void remove_ofAnEqualElement_takesTheOldest() {
    var queue = new BoundedQueue<String>(4);
    queue.addAll(List.of("a", "b", "a", "c"));
    assertThat(queue.remove("a")).isTrue();
    assertThat(queue).containsExactly("b", "a", "c");
  }

  @Test
  void remove_ofAnElementThatIsNotThere_changesNothing() {
    var queue = wrapped();
    assertThat(queue.remove((Object) 99)).isFalse();
    assertThat(queue).hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 9})
  void iteratorRemove_takesTheElementThatNextReturned(int element) {
    var queue = wrapped();
    for (var i = queue.iterator(); i.hasNext(); ) {
      if (i.next() == element) {
        i.remove();
      }
    }
    assertThat(queue).containsExactlyElementsOf(zeroToNineWithout(element));
  }

  @Test
  void iteratorRemove_ofAnElementThatStandsTwice_takesThatPlace() {
    var queue = new BoundedQueue<String>(3);
    queue.addAll(List.of("a", "b", "a"));
    var elements = queue.iterator();
    elements.next();
    elements.next();
    elements.next();
    elements.remove();
    assertThat(queue).containsExactly("a", "b");
  }

  @Test
  void iteratorRemove_ofAnElementThatIsGone_removesNoOther() {
    var queue = new BoundedQueue<String>(3);
    queue.addAll(List.of("a", "b"));
    var elements = queue.iterator();
    elements.next();
    queue.remove();
    queue.add("c");
    elements.remove();
    assertThat(queue).containsExactly("b", "c");
  }

  @Test
  void iteratorRemove_withoutNext_throws() {
    var queue = wrapped();
    var elements = queue.iterator();
    assertThatIllegalStateException().isThrownBy(elements::remove);
    elements.next();
    elements.remove();
    assertThatIllegalStateException().isThrownBy(elements::remove);
    assertThat(queue).hasSize(9);
  }

  @Test
  void iterator_walksASnapshot() {
    var queue = new BoundedQueue<String>(3);
    queue.addAll(List.of("a", "b"));
    var elements = queue.iterator();
    queue.clear();
    queue.add("c");
    assertThat(elements).toIterable().containsExactly("a", "b");
    assertThatThrownBy(elements::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void drainTo_movesEverythingInOrder() {
    var queue = wrapped();
    var target = new ArrayList<Integer>();
    assertThat(queue.drainTo(target)).isEqualTo(10);
    assertThat(target).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(queue).isEmpty();
    assertThat(queue.drainTo(target)).isZero();
  }

  @Test
  void drainTo_withALimit_movesTheOldest() {
    var queue = wrapped();
    var target = new ArrayList<Integer>();
    assertThat(queue.drainTo(target, 3)).isEqualTo(3);
    assertThat(target).containsExactly(0, 1, 2);
    assertThat(queue).startsWith(3).hasSize(7);
    assertThat(queue.drainTo(target, 0)).isZero();
    assertThat(queue.drainTo(target, -1)).isZero();
  }

  @Test
  void drainTo_itself_throws() {
    var queue = wrapped();
    assertThatIllegalArgumentException().isThrownBy(() -> queue.drainTo(queue));
    assertThat(queue).hasSize(10);
  }

  @Test
  void drainTo_aTargetThatRefuses_losesNothing() {
    var queue = wrapped();
    var refusing =
        new AbstractCollection<Integer>() {
          @Override
          public boolean add(Integer element) {
            throw new IllegalStateException("no room");
          }

          @Override
          public Iterator<Integer> iterator() {
            return Collections.emptyIterator();
          }

          @Override
          public int size() {
            return 0;
          }
        };
    assertThatIllegalStateException().isThrownBy(() -> queue.drainTo(refusing));
    assertThat(queue).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void clear_leavesAnEmptyUsableQueue() {
    var queue = wrapped();
    queue.clear();
    assertThat(queue).isEmpty();
    assertThat(queue.remainingCapacity()).isEqualTo(10);
    queue.add(42);
    assertThat(queue.poll()).isEqualTo(42);
  }

  @Test
  void contains_looksAtEveryElement() {
    var queue = wrapped();
    assertThat(queue.contains(9)).isTrue();
    assertThat(queue.contains(10)).isFalse();
  }

  @Test
  void toArray_isACopyInOrder() {
    var queue = wrapped();
    var copy = queue.toArray(new Integer[0]);
    assertThat(copy).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(queue.toArray()).containsExactly((Object[]) copy);
    copy[0] = 99;
    assertThat(queue.peek()).isEqualTo(0);
  }
}
