package dev.parley.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuredTest {

  @Test
  void json_isReadBackAsItWas() throws IOException {
    var measured = new Measured("went on", -7, Map.of(Measured.RATE, 12.5, Measured.P50, 3.0));
    assertThat(measured.json()).hasLineCount(1);
    assertThat(Measured.parse(measured.json())).isEqualTo(measured);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "java.lang.OutOfMemoryError", "[1]", "{\"fate\":", "{\"checksum\":\"xyz\"}"})
  void parse_ofAnythingElse_fails(String line) {
    assertThatThrownBy(() -> Measured.parse(line)).isInstanceOf(IOException.class);
  }
}
