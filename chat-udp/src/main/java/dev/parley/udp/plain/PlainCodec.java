package dev.parley.udp.plain;

import dev.parley.core.entry.Line;
import dev.parley.udp.Datagram;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Texts to bytes and back, in one character set.
 *
 * @param charset the character set, which can encode
 * @param lineEnd what is put behind each text
 */
record PlainCodec(Charset charset, LineEnd lineEnd) {
  private static final HexFormat HEX = HexFormat.of();

  PlainCodec {
    if (!charset.canEncode()) {
      throw new IllegalArgumentException(charset + " can only be read, not written");
    }
  }

  /** Why a text cannot be sent, if so. */
  Optional<String> objection(String text) {
    int bad = firstUnencodable(text);
    if (bad >= 0) {
      var character = Character.toString(text.codePointAt(bad));
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%s has no code for '%s' (U+%04X)",
              charset,
              Character.isSurrogate(character.charAt(0)) && character.length() == 1
                  ? "?"
                  : character,
              text.codePointAt(bad)));
    }
    int bytes = encode(text).length;
    return bytes <= Datagram.MAX_PAYLOAD
        ? Optional.empty()
        : Optional.of("it has " + bytes + " bytes, and a datagram holds " + Datagram.MAX_PAYLOAD);
  }

  private int firstUnencodable(String text) {
    var in = CharBuffer.wrap(text);
    var encoder = charset.newEncoder();
    var out = ByteBuffer.allocate(8192);
    CoderResult result;
    do {
      result = encoder.encode(in, out.clear(), true);
    } while (result.isOverflow());
    return result.isError() ? in.position() : -1;
  }

  /** The bytes of a text without objection. */
  byte[] encode(String text) {
    return (text + lineEnd.text()).getBytes(charset);
  }

  /** What the bytes say. One line end behind the text is not part of it. */
  Line decode(byte[] bytes) {
    try {
      var text = charset.newDecoder().decode(ByteBuffer.wrap(bytes));
      return new Line.Text(withoutLineEnd(text.toString()));
    } catch (CharacterCodingException undecodable) {
      return new Line.Undecodable(withoutLineEnd(readable(bytes)), bytes);
    }
  }

  private static String withoutLineEnd(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  /** As much as can be read, with {@code \xNN} for each byte that cannot. */
  private String readable(byte[] bytes) {
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var in = ByteBuffer.wrap(bytes);
    var out =
        CharBuffer.allocate((int) Math.ceil(bytes.length * (double) decoder.maxCharsPerByte()) + 4);
    var text = new StringBuilder();
    while (true) {
      var result = decoder.decode(in, out, true);
      text.append(out.flip());
      out.clear();
      if (!result.isError()) {
        return text.toString();
      }
      for (int i = 0; i < result.length(); i++) {
        text.append("\\x").append(HEX.toHexDigits(in.get()));
      }
      decoder.reset();
    }
  }
}
