package dev.parley.udp.plain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.entry.Line;
import java.nio.charset.Charset;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainCodecTest {
  private static final Charset GBK = Charset.forName("GBK");
  private static final PlainCodec UTF8 = new PlainCodec(UTF_8, LineEnd.LF);

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @ParameterizedTest
  @EnumSource(LineEnd.class)
  void decode_ofWhatWasEncoded_returnsTheText(LineEnd end) {
    for (var text :
        new String[] {"", " ", "hello", "grüß dich", "你好", "😀", "a\nb", "\n\na", "\t\0"}) {
      var codec = new PlainCodec(UTF_8, end);
      assertThat(codec.decode(codec.encode(text))).isEqualTo(new Line.Text(text));
      assertThat(codec.objection(text)).isEmpty();
    }
  }

  @Test
  void encode_putsTheLineEndBehind() {
    assertThat(UTF8.encode("é")).isEqualTo(bytes("c3a9 0a"));
    assertThat(new PlainCodec(UTF_8, LineEnd.CRLF).encode("a")).isEqualTo(bytes("61 0d 0a"));
    assertThat(new PlainCodec(UTF_8, LineEnd.NONE).encode("a")).isEqualTo(bytes("61"));
    assertThat(UTF8.encode("")).isEqualTo(bytes("0a"));
  }

  @Test
  void decode_takesOneLineEndOff() {
    assertThat(UTF8.decode("a\n".getBytes(UTF_8)).text()).isEqualTo("a");
    assertThat(UTF8.decode("a\r\n".getBytes(UTF_8)).text()).isEqualTo("a");
    assertThat(UTF8.decode("a".getBytes(UTF_8)).text()).isEqualTo("a");
    assertThat(UTF8.decode("a\n\n".getBytes(UTF_8)).text()).isEqualTo("a\n");
    assertThat(UTF8.decode("a\r".getBytes(UTF_8)).text()).isEqualTo("a\r");
    assertThat(UTF8.decode("\n".getBytes(UTF_8)).text()).isEmpty();
    assertThat(UTF8.decode(new byte[0])).isEqualTo(new Line.Text(""));
  }

  @Test
  void gbk_goesBothWays() {
    var codec = new PlainCodec(GBK, LineEnd.LF);
    assertThat(codec.encode("你好")).isEqualTo(bytes("c4e3 bac3 0a"));
    assertThat(codec.decode(bytes("c4e3 bac3 0d0a"))).isEqualTo(new Line.Text("你好"));
  }

  @ParameterizedTest
  @CsvSource({
    "61 ff 62, a\\xffb",
    "61 c3, a\\xc3",
    "c3 28, \\xc3(",
    "e4 bd, \\xe4\\xbd",
    "ed a0 80, \\xed\\xa0\\x80",
    "f5 80 80 80, \\xf5\\x80\\x80\\x80",
    "ff 0a, \\xff",
    "ff 0d 0a, \\xff",
    "c4 e3 ba c3 0a, \\xc4\\xe3\\xba\\xc3",
    "e4 bd a0 ff e5 a5 bd, 你\\xff好"
  })
  void decode_ofBytesThatAreNotText_keepsThemAndWritesThemOut(String hex, String text) {
    assertThat(UTF8.decode(bytes(hex))).isEqualTo(new Line.Undecodable(text, bytes(hex)));
  }

  @Test
  void decode_ofBytesThatAreNotGbk_keepsThem() {
    var line = new PlainCodec(GBK, LineEnd.LF).decode(bytes("c4e3 ff 61 0a"));
    assertThat(line).isEqualTo(new Line.Undecodable("你\\xffa", bytes("c4e3 ff 61 0a")));
  }

  @Test
  void decode_ofEveryPairOfBytes_losesNothing() {
    for (int i = 0; i < 1 << 16; i++) {
      var pair = new byte[] {(byte) (i >> 8), (byte) i};
      switch (UTF8.decode(pair)) {
        case Line.Text(var text) ->
            assertThat(new String(pair, UTF_8)).startsWith(text).doesNotContain("\ufffd");
        case Line.Undecodable(var text, var exact) -> {
          assertThat(exact).isEqualTo(pair);
          assertThat(text).contains("\\x");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"a😀b, 😀, U+1F600", "naïve é, 😀, ''", "a\u0e01b, \u0e01, U+0E01"})
  void objection_namesTheCharacterThatHasNoCode(String text, String character, String code) {
    var objection = new PlainCodec(GBK, LineEnd.LF).objection(text);
    if (code.isEmpty()) {
      assertThat(objection).hasValueSatisfying(o -> assertThat(o).contains("U+00EF"));
    } else {
      assertThat(objection).hasValueSatisfying(o -> assertThat(o).contains("GBK", character, code));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8190, 8191, 8192, 8193, 20_000})
  void objection_findsACharacterAnywhere(int before) {
    assertThat(new PlainCodec(US_ASCII, LineEnd.LF).objection("a".repeat(before) + "é" + "ü"))
        .hasValueSatisfying(o -> assertThat(o).contains("'é'", "U+00E9"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "a\ud800", "\udc00", "\udc00\ud800", "\ud800a"})
  void objection_toAnUnpairedSurrogate_namesIt(String text) {
    assertThat(UTF8.objection(text))
        .hasValueSatisfying(o -> {
          assertThat(o).containsPattern("U\\+D[8C]00");
          assertThat(UTF_8.newEncoder().canEncode(o)).isTrue();
        });
  }

  @Test
  void objection_countsTheBytesWithTheLineEnd() {
    assertThat(UTF8.objection("a".repeat(65_506))).isEmpty();
    assertThat(UTF8.objection("a".repeat(65_507)))
        .hasValueSatisfying(o -> assertThat(o).contains("65508", "65507"));
    assertThat(new PlainCodec(UTF_8, LineEnd.NONE).objection("a".repeat(65_507))).isEmpty();
    assertThat(new PlainCodec(UTF_8, LineEnd.CRLF).objection("a".repeat(65_506))).isPresent();
    assertThat(UTF8.objection("é".repeat(32_753))).isEmpty();
    assertThat(UTF8.objection("é".repeat(32_754))).isPresent();
  }

  @Test
  void new_withACharsetThatCannotEncode_throwsNamingIt() {
    var readOnly = Charset.forName("x-JISAutoDetect");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PlainCodec(readOnly, LineEnd.LF))
        .withMessageContaining("x-JISAutoDetect");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PlainSettings(readOnly, LineEnd.LF, 1, true));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, PlainSettings.MAX_RATE + 1})
  void settings_withARateOutOfBounds_throwNamingIt(int rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PlainSettings(UTF_8, LineEnd.LF, rate, true))
        .withMessageContaining(String.valueOf(rate));
  }
}
