package dev.parley.core.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RoomNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "lobby", "team-7", "a.b_c-d", "9lives"})
  void new_ofAGoodName_keepsIt(String text) {
    assertThat(new RoomName(text).text()).isEqualTo(text);
    assertThat(new RoomName(text)).hasToString("#" + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "Lobby", ".a", "-a", "_a", "a b", "#a", "ä", "a\n", "a/b", "\u0430"})
  void new_ofABadName_throwsNamingIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RoomName(text))
        .withMessageContaining("not a room name")
        .withMessageEndingWith(": " + text);
  }

  @Test
  void new_takes64CharactersAndNotOneMore() {
    assertThat(new RoomName("a".repeat(64)).text()).hasSize(64);
    assertThatIllegalArgumentException().isThrownBy(() -> new RoomName("a".repeat(65)));
  }
}
