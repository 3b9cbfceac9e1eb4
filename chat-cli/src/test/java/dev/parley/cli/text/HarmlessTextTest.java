package dev.parley.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HarmlessTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "hi", "grüß dich", "你好", "👩‍💻", "می‌خواهم", "a\\x1b", "| no"})
  void of_ordinaryText_staysAsItIs(String text) {
    assertThat(HarmlessText.of(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "001b, \\x1b",
    "0000, \\x00",
    "0007, \\x07",
    "0008, \\x08",
    "000b, \\x0b",
    "000c, \\x0c",
    "000d, \\x0d",
    "007f, \\x7f",
    "0085, \\x85",
    "009b, \\x9b",
    "00ad, \\xad",
    "200b, \\u{200b}",
    "200e, \\u{200e}",
    "202e, \\u{202e}",
    "2028, \\u{2028}",
    "2029, \\u{2029}",
    "2066, \\u{2066}",
    "feff, \\u{feff}",
    "3164, \\u{3164}",
    "e0100, \\u{e0100}",
    "e0041, \\u{e0041}",
    "e000, \\u{e000}",
    "d800, \\u{d800}",
  })
  void of_whatWouldActOrHide_isWrittenOut(String codePoint, String shown) {
    var text = "a" + Character.toString(Integer.parseInt(codePoint, 16)) + "b";

    assertThat(HarmlessText.of(text)).isEqualTo("a" + shown + "b");
  }

  @Test
  void of_innerLineEnds_beginContinuations() {
    assertThat(HarmlessText.of("one\ntwo\r\nthree\n")).isEqualTo("one\n| two\n| three\n| ");
  }

  @Test
  void of_forgedSpeakerBehindCarriageReturn_staysInItsRow() {
    assertThat(HarmlessText.of("x\rbob: hi")).isEqualTo("x\\x0dbob: hi");
  }

  @Test
  void of_tab_becomesSpaces() {
    assertThat(HarmlessText.of("a\tb")).isEqualTo("a    b");
  }
}
