package dev.parley.udp.plain;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.entry.Line;
import dev.parley.udp.testing.Hostile;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes from anybody, in every character set that this Java has. */
class PlainCodecFuzzTest {
  private static final int LONGEST = 300;
  private static final String TEXT = "grüß dich, 你好, 😀\n日本語 한국어 русский\r\nü";
  private static final List<Charset> CHARSETS =
      Charset.availableCharsets().values().stream().filter(Charset::canEncode).toList();

  private final Hostile hostile = new Hostile(1);

  private static List<byte[]> honest(Charset charset) {
    return List.of(TEXT.getBytes(charset), "hello\r\n".getBytes(charset), new byte[] {'\n'});
  }

  @Test
  void utf8_isReadWithoutLoss_orKeptAsItCame() {
    var codec = new PlainCodec(UTF_8, LineEnd.LF);
    var honest = honest(UTF_8);
    int undecodable = 0;
    int inputs = Hostile.inputs(60_000);
    for (int n = 0; n < inputs; n++) {
      var bytes = hostile.damaged(honest, LONGEST);
      switch (codec.decode(bytes)) {
        case Line.Text(var text) -> {
          var again = text.getBytes(UTF_8);
          int end = bytes.length - again.length;
          if (end < 0 || end > 2 || !Arrays.equals(Arrays.copyOf(bytes, again.length), again)) {
            throw new AssertionError(Arrays.toString(bytes) + " became " + text);
          }
        }
        case Line.Undecodable(var text, var exact) -> {
          undecodable++;
          if (!Arrays.equals(exact, bytes)
              || !text.contains("\\x")
              || text.length() > 4 * bytes.length) {
            throw new AssertionError(Arrays.toString(bytes) + " became " + text);
          }
        }
      }
    }
    assertThat(undecodable).isBetween(inputs / 10, inputs - inputs / 10);
  }

  @Test
  void anyCharset_isReadOrKept() {
    assertThat(CHARSETS).contains(UTF_8, UTF_16).hasSizeGreaterThan(5);
    int each = Hostile.inputs(60_000) / CHARSETS.size() + 1;
    for (var charset : CHARSETS) {
      var codec = new PlainCodec(charset, LineEnd.CRLF);
      var honest = honest(charset);
      for (int n = 0; n < each; n++) {
        var bytes = hostile.damaged(honest, LONGEST);
        try {
          var line = codec.decode(bytes);
          if (line.text().length() > 8 * bytes.length + 8) {
            throw new AssertionError("text of " + line.text().length());
          }
        } catch (RuntimeException | Error escaped) {
          throw new AssertionError(charset + ": " + Arrays.toString(bytes), escaped);
        }
      }
    }
  }
}
