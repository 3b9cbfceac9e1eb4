package dev.parley.core.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.entry.Entry;
import dev.parley.core.entry.EntryId;
import dev.parley.core.entry.LogId;
import dev.parley.core.entry.RoomName;
import dev.parley.core.entry.Sequence;
import dev.parley.core.identity.PeerId;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemoryHistoryTest {
  private static final LogId LOG = new LogId(new PeerId("0".repeat(64)), 1);

  private static List<Entry> entries(long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(n ->
            new Entry(
                new EntryId(LOG, new Sequence(n)), RoomName.LOBBY, Instant.EPOCH, "line " + n))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void append_beyondTheRetention_forgetsTheOldest(int retention) {
    var history = new MemoryHistory(retention);
    history.append(entries(1, 7));
    history.append(entries(8, retention + 8L));
    assertThat(history.recent(Integer.MAX_VALUE)).isEqualTo(entries(9, retention + 8L));
  }

  @Test
  void recent_returnsTheNewestOldestFirst() {
    var history = new MemoryHistory(10);
    history.append(entries(1, 5));
    assertThat(history.recent(2)).isEqualTo(entries(4, 5));
    assertThat(history.recent(0)).isEmpty();
    assertThat(history.recent(99)).isEqualTo(entries(1, 5));
  }

  @Test
  void new_thatWouldKeepNothing_throws() {
    assertThatIllegalArgumentException().isThrownBy(() -> new MemoryHistory(0));
  }
}
