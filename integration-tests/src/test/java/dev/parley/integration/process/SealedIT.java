package dev.parley.integration.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two programs on the sealed wire. */
@Timeout(90)
final class SealedIT {
  @TempDir private Path home;

  private ParleyProcess start(String profile, String... more) throws Exception {
    var arguments = new ArrayList<>(List.of("0", "--profile", home.resolve(profile).toString()));
    arguments.addAll(List.of(more));
    return ParleyProcess.start(home, arguments.toArray(String[]::new));
  }

  private static String at(ParleyProcess process) {
    return "127.0.0.1:" + process.port();
  }

  private static List<String> texts(List<String> lines) {
    return lines.stream()
        .filter(SealedIT::isSaid)
        .map(line -> line.replaceAll(".*\"text\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  private static boolean isSaid(String line) {
    return line.contains("\"event\":\"said\"");
  }

  /** What a program that prints JSON has heard, once that is so many lines. */
  private static List<String> heard(ParleyProcess process, int lines) {
    await()
        .atMost(ParleyProcess.PATIENCE)
        .until(() -> process.out().lines().stream().filter(SealedIT::isSaid).count() >= lines);
    return process.out().lines().stream().filter(SealedIT::isSaid).toList();
  }

  @Test
  void pipe_endsWithZero_onceThePeersRoomHasEverything() throws Exception {
    try (var bob = start("bob", "--listen", "--json");
        var ann = start("ann", "--peer", at(bob))) {
      ann.type("hi\nthere\n").endInput();
      assertThat(ann.exitCode()).isZero();
      var heard = heard(bob, 2);
      assertThat(texts(heard)).containsExactly("hi", "there");
      assertThat(heard.getFirst())
          .matches(
              "\\{\"v\":1,\"event\":\"said\",\"room\":\"lobby\",\"from\":\"[0-9a-f]{64}\",\"text\":\"hi\"}");
      var shown = heard.getFirst().replaceAll(".*\"from\":\"([0-9a-f]{8}).*", "$1");
      assertThat(ann.err().all().getFirst()).endsWith("sealed, as " + shown);
    }
  }

  @Test
  void pipe_endsWithThree_whenNobodyAnswersInTime() throws Exception {
    try (var silent = UdpPeer.open();
        var ann = start("ann", "--within", "700ms", "--peer", silent.address())) {
      ann.type("hi\n").endInput();
      assertThat(ann.exitCode()).isEqualTo(3);
      assertThat(ann.out().all()).isEmpty();
      assertThat(ann.err().all().getLast()).contains("in time");
    }
  }

  @Test
  void within_thatIsNoTimeSpan_isRefused() throws Exception {
    try (var ann = start("ann", "--within", "soon")) {
      assertThat(ann.endInput().exitCode()).isEqualTo(2);
      assertThat(ann.err().all()).singleElement().asString().contains("'soon' is not a time span");
    }
  }

  @Test
  void identity_staysTheSame_andIsNobodyElsesToRead() throws Exception {
    String first;
    try (var ann = start("ann")) {
      ann.endInput().exitCode();
      first = ann.err().all().getFirst();
    }
    var keys = home.resolve("ann").resolve("identity.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
        .isEqualTo("rw-------");
    try (var again = start("ann")) {
      again.endInput().exitCode();
      assertThat(again.err().all().getFirst().replaceAll(".* as ", ""))
          .isEqualTo(first.replaceAll(".* as ", ""));
    }
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r--r--"));
    try (var open = start("ann")) {
      assertThat(open.endInput().exitCode()).isEqualTo(1);
      assertThat(open.err().all()).singleElement().asString().contains("chmod 600");
    }
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    var bytes = Files.readAllBytes(keys);
    bytes[50] ^= 1;
    Files.write(keys, bytes);
    try (var damaged = start("ann")) {
      assertThat(damaged.endInput().exitCode()).isEqualTo(1);
      assertThat(damaged.err().all()).singleElement().asString().contains("damaged");
    }
  }

  @Test
  void runWithoutAPort_isTheSameEachTime_andAnotherBesideItIsSomebodyElse() throws Exception {
    String first;
    try (var ann = ParleyProcess.start(home, "--listen")) {
      ann.port();
      first = ann.err().lines().getFirst().replaceAll(".* as ", "");
      try (var beside = ParleyProcess.start(home)) {
        assertThat(beside.endInput().exitCode()).isZero();
        assertThat(beside.err().all().getFirst().replaceAll(".* as ", "")).isNotEqualTo(first);
      }
    }
    try (var again = ParleyProcess.start(home)) {
      assertThat(again.endInput().exitCode()).isZero();
      assertThat(again.err().all().getFirst().replaceAll(".* as ", "")).isEqualTo(first);
    }
  }

  @Test
  void whatPasses_holdsNoTextAndNoRoom() throws Exception {
    try (var bob = start("bob", "--listen");
        var relay = new Relay(bob.port(), 1, 0, 0, 0);
        var ann = start("ann", "--peer", relay.address())) {
      ann.type("a secret that nobody may read\n".repeat(50)).endInput();
      assertThat(ann.exitCode()).isZero();
      assertThat(bob.awaitOut(50)).hasSize(50);
      var all =
          relay.passed().stream()
              .map(bytes -> new String(bytes, ISO_8859_1))
              .collect(Collectors.joining());
      assertThat(all).hasSizeGreaterThan(1500).doesNotContain("secret", "lobby");
    }
  }

  @Test
  void everyLine_arrivesOnceAndInOrder_overABadNetwork() throws Exception {
    var lines = IntStream.range(0, 100_000).mapToObj(n -> "line " + n).toList();
    try (var bob = start("bob", "--listen", "--json");
        var relay = new Relay(bob.port(), 7, 0.02, 0.2, 0.02, 3);
        var ann = start("ann", "--peer", relay.address(), "--within", "60s")) {
      ann.type(String.join("\n", lines) + "\n").endInput();
      assertThat(ann.exitCode(Duration.ofMinutes(2))).isZero();
      assertThat(texts(heard(bob, lines.size()))).isEqualTo(lines);
      bob.signal("TERM");
      bob.exitCode();
      assertThat(texts(bob.out().all())).isEqualTo(lines);
    }
  }

  @Test
  void recordedSession_playedAgain_changesNothing() throws Exception {
    try (var bob = start("bob", "--listen", "--json");
        var relay = new Relay(bob.port(), 1, 0, 0, 0);
        var ann = start("ann", "--peer", relay.address())) {
      ann.type("once\n").endInput();
      assertThat(ann.exitCode()).isZero();
      assertThat(heard(bob, 1)).hasSize(1);
      try (var attacker = UdpPeer.open()) {
        for (int round = 0; round < 3; round++) {
          for (var datagram : relay.passed()) {
            attacker.send(bob.port(), datagram);
          }
        }
      }
      try (var again = start("ann2", "--peer", at(bob))) {
        again.type("after\n").endInput();
        assertThat(again.exitCode()).isZero();
      }
      assertThat(texts(heard(bob, 2))).containsExactly("once", "after");
    }
  }

  @Test
  void peerThatStartsAnew_isMetAgainWithoutHelp() throws Exception {
    var first = start("bob", "--listen", "--json");
    int port = first.port();
    try (var ann = start("ann", "--listen", "--peer", "127.0.0.1:" + port)) {
      ann.type("one\n");
      heard(first, 1);
      first.close();
      try (var second =
          ParleyProcess.start(
              home,
              String.valueOf(port),
              "--profile",
              home.resolve("bob").toString(),
              "--listen",
              "--json")) {
        assertThat(second.port()).isEqualTo(port);
        await()
            .atMost(ParleyProcess.PATIENCE)
            .until(() -> {
              ann.type("still there?\n");
              return !texts(second.out().lines()).isEmpty();
            });
        assertThat(texts(second.out().lines())).contains("still there?");
      }
    } finally {
      first.close();
    }
  }
}
