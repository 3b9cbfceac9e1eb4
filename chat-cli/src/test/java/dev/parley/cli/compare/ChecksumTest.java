package dev.parley.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChecksumTest {
  private static final List<String> LINES =
      List.of(
          Checksum.line(0, 0, "a"),
          Checksum.line(1, 0, "b"),
          Checksum.line(0, 1, "c"),
          Checksum.line(1, 1, "d"));

  private static Checksum of(List<String> lines) {
    var sum = new Checksum();
    lines.forEach(sum::add);
    return sum;
  }

  private static Checksum of(int... order) {
    var sum = new Checksum();
    for (int n : order) {
      sum.add(LINES.get(n));
    }
    return sum;
  }

  @Test
  void value_whenWritersTakeOtherTurns_isTheSame() {
    assertThat(of(0, 1, 2, 3).value())
        .isEqualTo(of(0, 2, 1, 3).value())
        .isEqualTo(of(1, 3, 0, 2).value());
  }

  @Test
  void value_whenALineIsLost_isAnother() {
    assertThat(of(0, 1, 2).value()).isNotEqualTo(of(0, 1, 2, 3).value());
  }

  @Test
  void value_whenALineIsDoubled_isAnother() {
    assertThat(of(0, 1, 2, 2, 3).value()).isNotEqualTo(of(0, 1, 2, 3).value());
    assertThat(of(0, 1, 2, 2, 3).outOfOrder()).isEqualTo(1);
  }

  @Test
  void value_whenOneOvertakesAnotherOfItsWriter_isAnother() {
    assertThat(of(2, 0, 1, 3).value()).isNotEqualTo(of(0, 1, 2, 3).value());
  }

  @Test
  void value_whenALineIsChanged_isAnother() {
    var changed = List.of(LINES.get(0), LINES.get(1), LINES.get(2), Checksum.line(1, 1, "e"));
    assertThat(of(changed).value()).isNotEqualTo(of(LINES).value());
  }
}
