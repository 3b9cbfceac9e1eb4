package dev.parley.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An experiment that is interrupted leaves nothing behind either. */
@Timeout(60)
class InterruptedLabsTest {

  static Stream<String> names() {
    return Lab.all().stream().map(Lab::name);
  }

  /** Interrupts whoever tells it something, once. */
  private static final class Interrupting implements Notes {
    private int left;

    Interrupting(int after) {
      this.left = after;
    }

    private void tell() {
      if (--left == 0) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void say(String text) {
      tell();
    }

    @Override
    public void count(String form, String name, long count) {
      tell();
    }

    @Override
    public void figure(String form, String name, double value, String unit) {
      tell();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void lab_interruptedAtItsBegin_leavesNothing(String name) {
    interrupt(name, 1);
  }

  /** At its fifth note it is in the midst of things. */
  @ParameterizedTest
  @ValueSource(ints = {5, 6})
  void deadlock_interruptedInTheMidst_leavesNothing(int note) {
    interrupt("deadlock", note);
  }

  private static void interrupt(String name, int note) {
    var lab = Lab.named(name).orElseThrow();
    try (var place = new Place()) {
      var notes = new Interrupting(note);
      try {
        lab.run(place.equipment(), notes);
      } catch (InterruptedException | RuntimeException ended) {
        assertThat(notes.left).as("ended by %s", ended).isNotPositive();
      }
      var _ = Thread.interrupted(); // one that does not wait has gone on to its end
      place.assertNothingIsLeft();
    }
  }
}
