package dev.parley.core.room;

import static dev.parley.core.room.RoomBench.OWN;
import static dev.parley.core.room.RoomBench.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.entry.EntryId;
import dev.parley.core.entry.Sequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OwnLogTest {
  private static OwnLog filled(int window, int entries) {
    var log = new OwnLog(OWN, window);
    for (int i = 1; i <= entries; i++) {
      log.append(entry(OWN, i));
    }
    return log;
  }

  @Test
  void empty_beginsAtOneAndEndsBeforeIt() {
    var log = new OwnLog(OWN, 10);
    assertThat(log.end()).isEqualTo(Sequence.NONE);
    assertThat(log.floor()).isEqualTo(new Sequence(1));
    assertThat(log.from(new Sequence(1), 10)).isEmpty();
    assertThat(log.upcoming(0)).isEqualTo(new EntryId(OWN, new Sequence(1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void append_beyondTheWindow_movesTheFloor(int window) {
    var log = filled(window, window + 5);
    assertThat(log.floor()).isEqualTo(new Sequence(6));
    assertThat(log.end()).isEqualTo(new Sequence(window + 5L));
    assertThat(log.from(log.floor(), Integer.MAX_VALUE)).hasSize(window).startsWith(entry(OWN, 6));
  }

  @Test
  void from_returnsAtMostSoMany() {
    var log = filled(10, 10);
    assertThat(log.from(new Sequence(3), 2)).containsExactly(entry(OWN, 3), entry(OWN, 4));
    assertThat(log.from(new Sequence(10), 2)).containsExactly(entry(OWN, 10));
    assertThat(log.from(new Sequence(11), 2)).isEmpty();
  }

  @Test
  void append_ofAnEntryThatDoesNotFollow_throws() {
    var log = filled(10, 2);
    assertThatIllegalArgumentException().isThrownBy(() -> log.append(entry(OWN, 4)));
    assertThatIllegalArgumentException().isThrownBy(() -> log.append(entry(OWN, 2)));
    assertThatIllegalArgumentException().isThrownBy(() -> log.append(entry(RoomBench.BOBS, 3)));
    assertThat(log.end()).isEqualTo(new Sequence(2));
  }

  @Test
  void upcoming_countsWhatComesBefore() {
    assertThat(filled(10, 2).upcoming(3)).isEqualTo(new EntryId(OWN, new Sequence(6)));
  }
}
