package dev.parley.integration.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the environment sets, the command line overrides; what it cannot mean is named. */
@Timeout(60)
final class EnvironmentIT {
  @TempDir private Path home;

  @ParameterizedTest
  @CsvSource({
    "PARLEY_PORT, 65536",
    "PARLEY_PEER, nowhere",
    "PARLEY_CHARSET, klingon",
    "PARLEY_RATE, fast",
    "PARLEY_GUARD, dog",
    "PARLEY_LINE_END, cr",
    "PARLEY_JSON, maybe",
  })
  void refusal_isOneLineThatNamesTheValue(String variable, String value) throws Exception {
    try (var parley = ParleyProcess.start(home, Map.of(variable, value), "--plain")) {
      parley.endInput();

      assertThat(parley.exitCode()).isEqualTo(2);
      assertThat(parley.out().all()).isEmpty();
      assertThat(parley.err().all())
          .singleElement()
          .asString()
          .startsWith("parley: ")
          .contains(value);
    }
  }

  @Test
  void commandLine_overridesTheEnvironment() throws Exception {
    try (var named = UdpPeer.open();
        var other = UdpPeer.open();
        var parley =
            ParleyProcess.start(
                home,
                Map.of("PARLEY_PEER", other.address(), "PARLEY_LINE_END", "crlf"),
                "0",
                "--plain",
                "--line-end",
                "none",
                "--peer",
                named.address())) {
      parley.type("hi\n").endInput();

      assertThat(named.receive()).isEqualTo("hi");
      assertThat(parley.exitCode()).isZero();
      named.send(other.port(), "nothing came before this");
      assertThat(other.receive()).isEqualTo("nothing came before this");
    }
  }

  @Test
  void everyOption_hasAVariable() throws Exception {
    var profile = home.resolve("mine");
    var environment =
        Map.of(
            "PARLEY_PLAIN", "true",
            "PARLEY_LISTEN", "true",
            "PARLEY_JSON", "true",
            "PARLEY_STATS", "true",
            "PARLEY_CHARSET", "GBK",
            "PARLEY_RATE", "0",
            "PARLEY_GUARD", "lock",
            "PARLEY_PROFILE", profile.toString());
    try (var peer = UdpPeer.open();
        var parley = ParleyProcess.start(home, environment)) {
      peer.send(parley.port(), "你好".getBytes(Charset.forName("GBK")));
      assertThat(parley.awaitOut(1)).singleElement().asString().contains("\"text\":\"你好\"");
      assertThat(profile.resolve("lock")).exists();
      parley.signal("TERM");
      parley.exitCode();
      assertThat(parley.err().all()).contains("udp.received.datagrams 1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "--version", "-V"})
  void information_isDataOnStandardOutput(String option) throws Exception {
    try (var parley = ParleyProcess.start(home, option)) {
      parley.endInput();

      assertThat(parley.exitCode()).isZero();
      assertThat(parley.err().all()).isEmpty();
      assertThat(parley.out().all()).first().asString().contains("parley ");
    }
    try (var files = Files.list(home)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void help_listsEveryOptionOfTheReadme() throws Exception {
    var options =
        List.of(
            "PORT",
            "--plain",
            "--peer",
            "--charset",
            "--line-end",
            "--rate",
            "--listen",
            "--json",
            "--guard",
            "--profile",
            "--stats");
    try (var parley = ParleyProcess.start(home, "--help")) {
      parley.exitCode();

      assertThat(String.join("\n", parley.out().all())).contains(options).contains("PARLEY_PEER");
    }
  }

  @Test
  void switchSetInBothPlaces_isOn() throws Exception {
    var environment = Map.of("PARLEY_PLAIN", "true", "PARLEY_STATS", "true");
    try (var parley = ParleyProcess.start(home, environment, "0", "--plain", "--stats")) {
      parley.endInput();

      assertThat(parley.exitCode()).isZero();
      assertThat(parley.err().all()).contains("udp.sent.datagrams 0");
    }
  }
}
