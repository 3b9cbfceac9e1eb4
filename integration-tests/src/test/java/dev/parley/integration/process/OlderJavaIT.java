package dev.parley.integration.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar started by a Java that is too old for the program. */
@Timeout(60)
final class OlderJavaIT {
  private static final int NEEDED = 25;

  @TempDir private Path home;

  @Test
  void jar_runsItselfWithANewerJava_andPassesOnWhatItIsTold() throws Exception {
    try (var peer = UdpPeer.open();
        var parley =
            ParleyProcess.run(home, newerIsHere(), jar("0", "--plain", "--peer", peer.address()))) {
      parley.type("hi\n").endInput();

      assertThat(peer.receive()).isEqualTo("hi\n");
      assertThat(parley.exitCode()).isZero();
    }
  }

  @Test
  void jar_passesOnTheExitCode() throws Exception {
    try (var parley = ParleyProcess.run(home, newerIsHere(), jar("port", "--plain"))) {
      parley.endInput();

      assertThat(parley.exitCode()).isEqualTo(2);
      assertThat(parley.err().all()).singleElement().asString().contains("'port'");
    }
  }

  @Test
  void signal_endsTheNewerJavaToo() throws Exception {
    try (var peer = UdpPeer.open();
        var parley =
            ParleyProcess.run(
                home, newerIsHere(), jar("0", "--plain", "--listen", "--peer", peer.address()))) {
      int port = parley.port();
      parley.signal("TERM");

      assertThat(parley.exitCode()).isEqualTo(143);
      try (var again = ParleyProcess.start(home, Integer.toString(port), "--plain")) {
        again.endInput();
        assertThat(again.exitCode()).isZero(); // the port is free: nobody was left behind
      }
    }
  }

  /** The Java of this test is new enough, wherever it is installed. */
  private static Map<String, String> newerIsHere() {
    return Map.of("JAVA_HOME", System.getProperty("java.home"));
  }

  private static List<String> jar(String... arguments) throws IOException {
    var older = older();
    Skip.unless(older.isPresent(), "no Java older than " + NEEDED + " is in /usr/lib/jvm");
    var command = new ArrayList<>(List.of(older.get().toString(), "-jar"));
    command.add(System.getProperty("parley.jar"));
    command.addAll(List.of(arguments));
    return command;
  }

  private static Optional<Path> older() throws IOException {
    var installed = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(installed)) {
      return Optional.empty();
    }
    try (var homes = Files.list(installed)) {
      return homes
          .filter(OlderJavaIT::isOlder)
          .map(home -> home.resolve("bin").resolve("java"))
          .filter(Files::isExecutable)
          .findFirst();
    }
  }

  private static boolean isOlder(Path home) {
    try {
      return Files.readAllLines(home.resolve("release")).stream()
          .filter(line -> line.startsWith("JAVA_VERSION=\""))
          .map(line -> line.substring("JAVA_VERSION=\"".length()).split("\\D", 2)[0])
          .anyMatch(major -> Integer.parseInt(major) < NEEDED);
    } catch (IOException noRelease) {
      return false;
    }
  }
}
