package dev.parley.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PeerAddressTest {
  @Test
  void toString_isTheAddress() {
    assertThat(new PeerAddress("[::1]:7788")).hasToString("[::1]:7788");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void new_ofABlank_throws(String blank) {
    assertThatIllegalArgumentException().isThrownBy(() -> new PeerAddress(blank));
  }

  @Test
  void entries_withoutAny_throws() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Frame.Entries(List.of()));
  }
}
