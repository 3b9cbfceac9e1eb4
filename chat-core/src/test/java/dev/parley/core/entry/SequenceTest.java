package dev.parley.core.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.identity.PeerId;
import org.junit.jupiter.api.Test;

final class SequenceTest {
  private static final LogId LOG = new LogId(new PeerId("ab".repeat(32)), 0x1f);

  @Test
  void new_ofANegativePlace_throwsNamingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sequence(-1))
        .withMessageContaining("-1");
  }

  @Test
  void next_isOneLater() {
    assertThat(Sequence.NONE.next()).isEqualTo(new Sequence(1));
    assertThat(new Sequence(5).plus(3)).isEqualTo(new Sequence(8));
    assertThat(new Sequence(5).plus(0)).isEqualTo(new Sequence(5));
  }

  @Test
  void next_ofTheLast_throwsInsteadOfWrapping() {
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> new Sequence(Long.MAX_VALUE).next());
  }

  @Test
  void compareTo_followsTheValues() {
    assertThat(new Sequence(2)).isLessThan(new Sequence(10)).isGreaterThan(Sequence.NONE);
    assertThat(new Sequence(2)).isEqualByComparingTo(new Sequence(2));
  }

  @Test
  void entryId_withoutAPlace_throws() {
    assertThatIllegalArgumentException().isThrownBy(() -> new EntryId(LOG, Sequence.NONE));
  }

  @Test
  void toString_ofAnEntryId_namesLogAndPlace() {
    assertThat(new EntryId(LOG, new Sequence(7))).hasToString("abababab/1f#7");
  }
}
