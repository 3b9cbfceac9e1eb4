package dev.parley.cli.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.pipe.LineInput.Read;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineInputTest {
  private static List<Read> read(byte[] bytes) throws IOException {
    var input = new LineInput(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8);
    var all = new ArrayList<Read>();
    for (var next = input.next(); !(next instanceof Read.End); next = input.next()) {
      all.add(next);
    }
    return all;
  }

  private static List<Read> read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void next_linesOfEachKindOfEnd_areReadWithoutIt() throws IOException {
    assertThat(read("one\ntwo\r\n\nlast"))
        .containsExactly(
            new Read.Line("one"), new Read.Line("two"), new Read.Line(""), new Read.Line("last"));
  }

  @Test
  void next_nothing_isTheEnd() throws IOException {
    assertThat(read("")).isEmpty();
  }

  @Test
  void next_malformedBytes_areABadLineAndTheNextIsRead() throws IOException {
    assertThat(read(new byte[] {'a', (byte) 0xff, '\n', 'b', '\n'}))
        .containsExactly(new Read.Bad("it is not UTF-8 text"), new Read.Line("b"));
  }

  @Test
  void next_longestLine_isReadWhole() throws IOException {
    var longest = "x".repeat(LineInput.MAX_BYTES);

    assertThat(read(longest + "\n")).containsExactly(new Read.Line(longest));
  }

  @Test
  void next_longerLine_isBadAndTheNextIsRead() throws IOException {
    assertThat(read("x".repeat(LineInput.MAX_BYTES + 1) + "\nb\n"))
        .containsExactly(
            new Read.Bad("it has 1048577 bytes, more than any datagram holds"), new Read.Line("b"));
  }
}
