package dev.parley.cli;

import dev.parley.core.identity.Nick;
import dev.parley.udp.UdpAddress;
import dev.parley.udp.plain.PlainSettings;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options: each refusal names the value and says what would do. */
final class Converters {
  private Converters() {}

  /** A UDP port. */
  static final class Port implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return number(text, "a UDP port", 65_535, "0 picks a free one");
    }
  }

  /** What we want to be called. */
  static final class Label implements ITypeConverter<Nick> {
    @Override
    public Nick convert(String text) {
      try {
        return new Nick(text);
      } catch (IllegalArgumentException malformed) {
        throw new TypeConversionException(String.valueOf(malformed.getMessage()));
      }
    }
  }

  /** An interface of this machine. */
  static final class Interface implements ITypeConverter<NetworkInterface> {
    @Override
    public NetworkInterface convert(String text) throws SocketException {
      var found = NetworkInterface.getByName(text);
      if (found != null) {
        return found;
      }
      var names =
          NetworkInterface.networkInterfaces()
              .map(NetworkInterface::getName)
              .sorted()
              .collect(Collectors.joining(", "));
      throw new TypeConversionException(
          "'" + text + "' is no interface of this machine: choose one of " + names);
    }
  }

  /** How many lines a second. */
  static final class Rate implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return number(text, "a rate", PlainSettings.MAX_RATE, "0 means no limit");
    }
  }

  private static int number(String text, String what, int max, String zero) {
    if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) <= max) {
      return Integer.parseInt(text);
    }
    throw new TypeConversionException(
        "'" + text + "' is not " + what + ": write a number from 0 to " + max + " (" + zero + ")");
  }

  /** A time span, as people write it: 500ms, 30s, 2m. */
  static final class Span implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})(ms|s|m)");

    @Override
    public Duration convert(String text) {
      var span = FORM.matcher(text);
      if (!span.matches()) {
        throw new TypeConversionException(
            "'" + text + "' is not a time span: write one such as 500ms, 30s or 2m");
      }
      long number = Long.parseLong(span.group(1));
      return switch (span.group(2)) {
        case "ms" -> Duration.ofMillis(number);
        case "s" -> Duration.ofSeconds(number);
        default -> Duration.ofMinutes(number);
      };
    }
  }

  /** A peer. */
  static final class Peer implements ITypeConverter<UdpAddress> {
    @Override
    public UdpAddress convert(String text) {
      try {
        return UdpAddress.parse(text);
      } catch (IllegalArgumentException malformed) {
        throw new TypeConversionException(String.valueOf(malformed.getMessage()));
      }
    }
  }

  /** A character set that can be written. */
  static final class WritableCharset implements ITypeConverter<Charset> {
    @Override
    public Charset convert(String text) {
      try {
        var charset = Charset.forName(text);
        if (charset.canEncode()) {
          return charset;
        }
        throw new TypeConversionException(
            "'" + text + "' can only be read, not written: choose another, such as UTF-8 or GBK");
      } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
        throw new TypeConversionException(
            "'" + text + "' is not a character set of this Java: choose one such as UTF-8 or GBK");
      }
    }
  }
}
