package dev.parley.integration.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be done is said in one line, which names the value and the remedy. */
@Timeout(60)
final class CommandLineIT {
  @TempDir private Path home;

  private List<String> refusal(int code, String... arguments) throws Exception {
    try (var parley = ParleyProcess.start(home, arguments)) {
      parley.endInput();
      assertThat(parley.exitCode()).isEqualTo(code);
      assertThat(parley.out().all()).isEmpty();
      return parley.err().all();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "65536 --plain                       | 2 | 65536",
        "0 --charset GBK                     | 2 | --charset",
        "0 --line-end crlf                   | 2 | --line-end",
        "0 --rate 5                          | 2 | --plain",
        "port --plain                        | 2 | port",
        "0 --plain --peer nowhere            | 2 | nowhere",
        "0 --plain --charset klingon         | 2 | klingon",
        "0 --plain --rate -3                 | 2 | -3",
        "0 --plain --guard dog               | 2 | dog",
        "0 --plain --bogus                   | 2 | --bogus",
        "0 --plain --peer nosuch.invalid:1   | 1 | nosuch.invalid:1",
        "0 --plain --peer 224.0.0.1:1        | 1 | 224.0.0.1",
        "0 --plain --profile /dev/null       | 1 | --profile",
        "0 --plain --profile /dev/null/below | 1 | --profile",
      })
  void refusal_isOneLineThatNamesTheValue(String line, int code, String names) throws Exception {
    assertThat(refusal(code, line.strip().split(" +", -1)))
        .filteredOn(each -> !each.startsWith("parley: on UDP port"))
        .singleElement()
        .asString()
        .startsWith("parley: ")
        .contains(names);
  }

  @Test
  void portInUse_isSaidWithTheRemedy() throws Exception {
    try (var first = ParleyProcess.start(home, "0", "--plain", "--listen")) {
      int port = first.port();

      assertThat(refusal(1, Integer.toString(port), "--plain"))
          .singleElement()
          .asString()
          .contains("UDP port " + port + " is in use")
          .contains("0 picks a free one");
    }
  }

  @Test
  void profileInUse_isSaidWithTheRemedy() throws Exception {
    var profile = home.resolve("mine").toString();
    try (var first = ParleyProcess.start(home, "0", "--plain", "--listen", "--profile", profile)) {
      first.port();

      assertThat(refusal(1, "0", "--plain", "--profile", profile))
          .singleElement()
          .asString()
          .contains(profile)
          .contains("in use")
          .contains("--profile");
    }
  }

  @Test
  void portNotPermitted_isSaidWithTheRemedy() throws Exception {
    Skip.unless(unprivilegedMayNotHave(80), "ports below 1024 are open to everybody here");
    Skip.unless(canBecomeNobody(), "needs root and setpriv, and an image that everybody may read");
    var command =
        List.of(
            "setpriv",
            "--reuid=65534",
            "--clear-groups",
            ParleyProcess.image().toString(),
            "80",
            "--plain");
    try (var parley = ParleyProcess.run(home, Map.of(), command)) {
      parley.endInput();

      assertThat(parley.exitCode()).isEqualTo(1);
      assertThat(parley.err().all())
          .singleElement()
          .asString()
          .contains("UDP port 80 cannot be opened")
          .contains("1024");
    }
  }

  private static boolean unprivilegedMayNotHave(int port) throws IOException {
    // Read in one go: such a file gives no more than its first read.
    try (var limit =
        Files.newBufferedReader(Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start"))) {
      return Integer.parseInt(limit.readLine().strip()) > port;
    } catch (NoSuchFileException notLinux) {
      return false;
    }
  }

  private static boolean canBecomeNobody() throws InterruptedException {
    try {
      return new ProcessBuilder(
                  "setpriv",
                  "--reuid=65534",
                  "--clear-groups",
                  ParleyProcess.image().toString(),
                  "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  @Test
  void jar_chatsLikeTheImage() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var jar = System.getProperty("parley.jar");
    try (var peer = UdpPeer.open();
        var parley =
            ParleyProcess.run(
                home,
                Map.of(),
                List.of(java, "-jar", jar, "0", "--plain", "--peer", peer.address()))) {
      parley.type("hi\n").endInput();

      assertThat(peer.receive()).isEqualTo("hi\n");
      assertThat(parley.exitCode()).isZero();
      assertThat(parley.err().all()).hasSize(1);
    }
  }
}
