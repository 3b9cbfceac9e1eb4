package dev.parley.cli.pipe;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

/** Reads lines of bounded length, and says of each whether it could be read. */
final class LineInput {
  /** More than any datagram holds: a longer line is not kept. */
  static final int MAX_BYTES = 1 << 20;

  private final InputStream in;
  private final Charset charset;

  LineInput(InputStream in, Charset charset) {
    this.in = new BufferedInputStream(in);
    this.charset = charset;
  }

  /** What was read. */
  sealed interface Read {
    /** A line, without its end. */
    record Line(String text) implements Read {}

    /** A line that cannot be sent, and why. */
    record Bad(String why) implements Read {}

    /** There is no more. */
    record End() implements Read {}
  }

  Read next() throws IOException {
    var bytes = new ByteArrayOutputStream();
    long length = 0;
    int next = in.read();
    if (next < 0) {
      return new Read.End();
    }
    while (next >= 0 && next != '\n') {
      length++;
      if (length <= MAX_BYTES) {
        bytes.write(next);
      }
      next = in.read();
    }
    return length > MAX_BYTES
        ? new Read.Bad("it has " + length + " bytes, more than any datagram holds")
        : decoded(bytes.toByteArray());
  }

  private Read decoded(byte[] bytes) {
    int length = bytes.length;
    if (length > 0 && bytes[length - 1] == '\r') {
      length--;
    }
    try {
      var text = charset.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
      return new Read.Line(text.toString());
    } catch (CharacterCodingException malformed) {
      return new Read.Bad("it is not " + charset + " text");
    }
  }
}
