package dev.parley.core.mailbox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.Lincheck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The idea of {@link Chain} in few lines, right and with mistakes in it that are easily made. The
 * checker that finds none in {@link MailboxModelTest} finds each of these.
 */
@Timeout(60)
class HandOverSketchTest {
  private static final int SCHEDULES = 1000;

  enum Mistake {
    /** The owner rests without comparing: what came a moment before is lost. */
    RESTS_UNSEEN,
    /** The sender looks whether the owner rests before it has appended. */
    LOOKS_TOO_EARLY,
    /** One mark serves all rests: a sender that slept over one takes the place of another. */
    SAME_MARK_AGAIN,
    /** The owner says that it rests, and only then that it has stopped. */
    RESTS_WHILE_RUNNING,
    /** The owner moves its head after others could have roused it. */
    MOVES_HEAD_LATE
  }

  private static final class Link {
    int place;
    boolean resting;
    @Nullable Link next;

    Link(int place, boolean resting) {
      this.place = place;
      this.resting = resting;
    }
  }

  private static final class Sketch {
    private final @Nullable Mistake mistake;
    private final Link onlyMark = new Link(0, true);
    final AtomicReference<Link> tail = new AtomicReference<>(onlyMark);
    private Link head = onlyMark;
    int running;
    int handled;

    Sketch(@Nullable Mistake mistake) {
      this.mistake = mistake;
    }

    void offer() {
      boolean early = tail.get().resting;
      while (true) {
        var last = tail.get();
        var link = new Link(last.place + 1, false);
        if (tail.compareAndSet(last, link)) {
          last.next = link;
          if (mistake == Mistake.LOOKS_TOO_EARLY ? early : last.resting) {
            ready();
          }
          return;
        }
      }
    }

    private void ready() {
      running++;
      if (running != 1) {
        throw new IllegalStateException("two runs at once");
      }
      do {
        handleAll();
      } while (!rested());
    }

    private void handleAll() {
      for (var link = head.next; link != null; link = head.next) {
        if (link.place != head.place + 1) {
          throw new IllegalStateException("two have one place");
        }
        head = link;
        handled++;
      }
    }

    private boolean rested() {
      if (mistake == Mistake.RESTS_WHILE_RUNNING) {
        boolean rests = rest();
        running -= rests ? 1 : 0;
        return rests;
      }
      running--;
      if (rest()) {
        return true;
      }
      running++;
      return false;
    }

    private boolean rest() {
      var last = tail.get();
      if (last.place != head.place) {
        return false;
      }
      var mark = mistake == Mistake.SAME_MARK_AGAIN ? onlyMark : new Link(last.place, true);
      mark.place = last.place;
      mark.next = null;
      head = mark;
      if (mistake == Mistake.RESTS_UNSEEN) {
        tail.set(mark);
        return true;
      }
      boolean rests = tail.compareAndSet(last, mark);
      if (!rests) {
        head = last;
      } else if (mistake == Mistake.MOVES_HEAD_LATE) {
        head = mark;
      }
      return rests;
    }
  }

  private static Sketch sketch = new Sketch(null);

  private static void twoSenders(@Nullable Mistake mistake) {
    sketch = new Sketch(mistake);
    var one =
        new Thread(() -> {
          sketch.offer();
          sketch.offer();
        });
    var two = new Thread(() -> sketch.offer());
    one.start();
    two.start();
    try {
      one.join();
      two.join();
    } catch (InterruptedException interrupt) {
      throw new IllegalStateException(interrupt);
    }
    if (sketch.handled != 3 || sketch.running != 0) {
      throw new IllegalStateException("handled " + sketch.handled + " of 3");
    }
  }

  @Test
  void sketch_withoutAMistake_passes() {
    Lincheck.runConcurrentTest(SCHEDULES, () -> twoSenders(null));
  }

  @ParameterizedTest
  @EnumSource
  void sketch_withAMistake_isFoundOut(Mistake mistake) {
    assertThatThrownBy(() -> Lincheck.runConcurrentTest(SCHEDULES, () -> twoSenders(mistake)))
        .hasMessageContaining("Concurrent test");
  }
}
