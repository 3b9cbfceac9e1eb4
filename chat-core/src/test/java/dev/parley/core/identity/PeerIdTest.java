package dev.parley.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.time.Entropy;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PeerIdTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  @Test
  void new_of64Digits_keepsThem() {
    assertThat(new PeerId(HEX).hex()).isEqualTo(HEX);
  }

  @Test
  void toString_isTheFirstEightDigits() {
    assertThat(new PeerId(HEX)).hasToString("01234567");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "g", "A", "é", " "})
  void new_ofAnythingElse_throws(String bad) {
    assertThatIllegalArgumentException().isThrownBy(() -> new PeerId(bad));
    assertThatIllegalArgumentException().isThrownBy(() -> new PeerId(HEX + bad + "0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"g", "A", "é", " ", "/", ":", "`"})
  void new_withAWrongDigit_throws(String bad) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PeerId(HEX.substring(1) + bad))
        .withMessageContaining(bad);
  }

  @Test
  void random_writesTheBytesOfItsEntropy() {
    var entropy =
        new Entropy() {
          @Override
          public void fill(byte[] target) {
            Arrays.fill(target, (byte) 0xa5);
          }

          @Override
          public long nextLong() {
            return 0;
          }
        };
    assertThat(PeerId.random(entropy).hex()).isEqualTo("a5".repeat(32));
  }

  @Test
  void compareTo_followsTheDigits() {
    assertThat(new PeerId("0".repeat(64))).isLessThan(new PeerId("f".repeat(64)));
  }
}
