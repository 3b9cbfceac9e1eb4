package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.OptionSpec;

final class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Map<String, String> environment, String... args) {
    return Main.commandLine(environment)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "65536 --plain        | PORT: '65536' is not a UDP port",
        "-1 --plain           | PORT: '-1' is not a UDP port",
        "1e3 --plain          | PORT: '1e3' is not a UDP port",
        "999999999999 --plain | PORT: '999999999999' is not a UDP port",
        "--peer nowhere       | --peer: nowhere is not an address",
        "--peer ::1:7788      | --peer: ::1:7788 is not an address",
        "--peer a:0           | --peer: a:0 has no port from 1 to 65535",
        "--peer a:65536       | --peer: a:65536 has no port from 1 to 65535",
        "--charset klingon    | --charset: 'klingon' is not a character set",
        "--charset x-JISAutoDetect | --charset: 'x-JISAutoDetect' can only be read",
        "--rate fast          | --rate: 'fast' is not a rate",
        "--rate 1000001       | --rate: '1000001' is not a rate",
        "--nick a:b           | --nick: not a nick",
        "--interface nosuch0  | --interface: 'nosuch0' is no interface of this machine",
        "--guard dog          | --guard",
        "--line-end cr        | --line-end",
        "--profile            | --profile",
        "--colour             | --colour",
        "1 2                  | '2'",
      })
  void badArgument_isOneLineThatNamesItAndUsage(String line, String message) {
    int code = run(Map.of(), line.strip().split(" ", -1));

    assertThat(code).isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("parley: ")
        .contains(message);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void badEnvironment_isAUsageErrorToo() {
    assertThat(run(Map.of("PARLEY_RATE", "x"), "--plain")).isEqualTo(2);
    assertThat(err.toString()).contains("'x' is not a rate");
  }

  @Test
  void everyVisibleOption_hasItsVariable() {
    var names =
        Main.commandLine(Map.of()).getCommandSpec().options().stream()
            .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
            .map(OptionSpec::longestName)
            .map(EnvironmentDefaults::variable)
            .toList();

    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(
            List.of(
                "PARLEY_PLAIN",
                "PARLEY_PEER",
                "PARLEY_CHARSET",
                "PARLEY_LINE_END",
                "PARLEY_RATE",
                "PARLEY_LISTEN",
                "PARLEY_JSON",
                "PARLEY_GUARD",
                "PARLEY_PROFILE",
                "PARLEY_STATS",
                "PARLEY_NICK",
                "PARLEY_NO_DISCOVERY",
                "PARLEY_INTERFACE",
                "PARLEY_WITHIN"));
  }

  @Test
  void help_goesToStandardOutput() {
    assertThat(run(Map.of(), "--help")).isZero();
    assertThat(out.toString()).contains("--peer=HOST:PORT").contains("PARLEY_PEER");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void version_isOneLine() {
    assertThat(run(Map.of(), "--version")).isZero();
    assertThat(out.toString().lines()).singleElement().asString().startsWith("parley ");
  }
}
