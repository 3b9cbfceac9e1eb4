package dev.parley.integration.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs on a network of their own: they find each other, and nobody else hears of them. */
class NetworkIT {
  @TempDir Path home;
  private Namespace network;

  @BeforeEach
  void makeNetwork() throws Exception {
    network = Namespace.make();
  }

  @AfterEach
  void deleteNetwork() throws Exception {
    network.delete();
  }

  private ParleyProcess start(String profile, Map<String, String> environment, String... more)
      throws IOException {
    var arguments = new ArrayList<>(List.of("0", "--profile", at(profile).toString()));
    arguments.addAll(List.of(more));
    return network.parley(home, environment, arguments.toArray(String[]::new));
  }

  private Path at(String file) {
    return home.resolve(file);
  }

  private static long said(ParleyProcess process) {
    return process.out().lines().stream().filter(line -> line.contains("\"said\"")).count();
  }

  @Test
  void twoPrograms_findEachOtherByThemselves() throws Exception {
    try (var bob = start("bob", Namespace.WITH_DISCOVERY, "--listen", "--json", "--nick", "bob")) {
      bob.port();
      long begun = System.nanoTime();
      try (var ann = start("ann", Namespace.WITH_DISCOVERY, "--nick", "ann")) {
        ann.port();
        long bound = System.nanoTime();
        ann.type("hi\n").endInput();
        assertThat(ann.exitCode()).isZero();
        long ended = System.nanoTime();
        System.out.printf(
            "found, said and confirmed %d ms after the start, %d ms after the port was bound%n",
            TimeUnit.NANOSECONDS.toMillis(ended - begun),
            TimeUnit.NANOSECONDS.toMillis(ended - bound));
      }
      await().atMost(ParleyProcess.PATIENCE).until(() -> said(bob) == 1);
      assertThat(bob.out().lines())
          .anyMatch(line -> line.contains("\"nick\":\"ann\",\"text\":\"hi\"}"));
    }
  }

  @Test
  void programsThatOnlyNameOne_areToldOfEachOther() throws Exception {
    try (var hub = start("hub", ParleyProcess.ALONE, "--listen", "--json")) {
      var peer = "127.0.0.1:" + hub.port();
      try (var bob = start("bob", ParleyProcess.ALONE, "--listen", "--json", "--peer", peer);
          var ann = start("ann", ParleyProcess.ALONE, "--listen", "--json", "--peer", peer)) {
        await()
            .atMost(ParleyProcess.PATIENCE)
            .until(() -> ann.out().lines().stream().filter(l -> l.contains("joined")).count() == 2);
        ann.type("to both\n");
        await().atMost(ParleyProcess.PATIENCE).until(() -> said(bob) == 1 && said(hub) == 1);
      }
    }
  }

  @Test
  void capture_holdsNoTextNoNickAndNoRoom() throws Exception {
    var capture = at("capture");
    var sniffer =
        new ProcessBuilder(
                network.command(
                    "python3",
                    "-c",
                    """
                    import socket, sys
                    all = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
                    print('on', flush=True)
                    with open(sys.argv[1], 'wb') as out:
                        while True:
                            out.write(all.recv(65536))
                            out.flush()
                    """,
                    capture.toString()))
            .start();
    try (var ready = sniffer.inputReader()) {
      Skip.unless("on".equals(ready.readLine()), "capturing packets needs python3");
      try (var bob =
          start("bob", Namespace.WITH_DISCOVERY, "--listen", "--json", "--nick", "bartholomew")) {
        bob.port();
        try (var ann = start("ann", Namespace.WITH_DISCOVERY, "--nick", "annabella")) {
          ann.type("a secret that nobody may read\n".repeat(50)).endInput();
          assertThat(ann.exitCode()).isZero();
        }
      }
      var seen = new String(Files.readAllBytes(capture), ISO_8859_1);
      assertThat(seen)
          .hasSizeGreaterThan(5_000)
          .contains("Py\0\5") // beacons
          .contains("Py\0\1") // openers
          .doesNotContain("secret", "nobody may", "lobby", "annabella", "bartholomew");
    } finally {
      sniffer.destroyForcibly().waitFor();
    }
  }

  @Test
  void withTheLoopbackInterface_noDatagramLeavesIt() throws Exception {
    var only = Map.of("PARLEY_INTERFACE", "lo", "PARLEY_NO_DISCOVERY", "");
    var before = sent();
    try (var bob = start("bob", only, "--listen", "--json")) {
      bob.port();
      try (var ann = start("ann", only, "--peer", "10.77.0.9:9999", "--within", "1s")) {
        ann.type("never\n").endInput();
        assertThat(ann.exitCode()).isEqualTo(3);
      }
      try (var ann = start("ann", only)) {
        ann.type("found over loop-back\n").endInput();
        assertThat(ann.exitCode()).isZero();
      }
      await().atMost(ParleyProcess.PATIENCE).until(() -> said(bob) >= 1);
    }
    try (var plain = start("plain", only, "--plain", "--peer", "10.77.0.9:9999")) {
      plain.type("never\n").endInput();
      assertThat(plain.exitCode()).isEqualTo(1);
    }
    try (var doctor = network.parley(home, only, "doctor", "10086")) {
      assertThat(doctor.exitCode()).isZero();
      assertThat(doctor.out().all()).anyMatch(line -> line.contains("lo: multicast comes back"));
    }
    try (var lab = network.parley(home, only, "lab", "lan")) {
      assertThat(lab.exitCode()).isZero();
    }
    assertThat(sent()).isEqualTo(before);
    try (var open = start("bob", Namespace.WITH_DISCOVERY)) {
      open.port();
      await().atMost(ParleyProcess.PATIENCE).until(() -> !sent().equals(before)); // it can fail
    }
  }

  /** What the virtual Ethernet has sent: the counters of the kernel. */
  private String sent() throws IOException, InterruptedException {
    return network
        .inside("cat", "/proc/net/dev")
        .lines()
        .filter(line -> line.contains("veth0"))
        .map(line -> line.trim().split(" +", -1)[10])
        .findFirst()
        .orElseThrow();
  }

  @Test
  void datagrams_areAsLargeAsThePathCarries_andNeverInFragments() throws Exception {
    network.inside("ip", "link", "set", "lo", "mtu", "1500");
    var text = "x".repeat(1000) + "\n";
    try (var bob = start("bob", ParleyProcess.ALONE, "--listen", "--json")) {
      var peer = "127.0.0.1:" + bob.port();
      try (var ann = start("ann", ParleyProcess.ALONE, "--peer", peer, "--stats")) {
        ann.type(text.repeat(2000)).endInput();
        assertThat(ann.exitCode()).isZero();
        assertThat(ann.err().all())
            .anyMatch(line -> line.matches("udp.not-sent.message-too-long .*"));
      }
      await().atMost(ParleyProcess.PATIENCE).until(() -> said(bob) == 2000);
    }
    var fragments =
        network
            .inside("cat", "/proc/net/snmp")
            .lines()
            .filter(line -> line.startsWith("Ip:"))
            .map(line -> line.split(" ", -1))
            .toList();
    int created = Arrays.asList(fragments.get(0)).indexOf("FragCreates");
    assertThat(fragments.get(1)[created]).isEqualTo("0");
  }

  @Test
  void everyLine_arrivesOnceAndInOrder_thoughTheKernelDropsThirtyInAHundred() throws Exception {
    network.drop(30);
    var lines =
        IntStream.range(0, Integer.getInteger("parley.lines", 100_000))
            .mapToObj(n -> "line " + n)
            .toList();
    try (var bob = start("bob", ParleyProcess.ALONE, "--listen", "--json")) {
      var peer = "127.0.0.1:" + bob.port();
      try (var ann = start("ann", ParleyProcess.ALONE, "--peer", peer, "--within", "120s")) {
        long begun = System.nanoTime();
        ann.type(String.join("\n", lines) + "\n").endInput();
        assertThat(ann.exitCode(Duration.ofMinutes(3))).isZero();
        System.out.printf(
            "%d lines with 30 %% loss in %d ms%n",
            lines.size(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
      }
      await().atMost(ParleyProcess.PATIENCE).until(() -> said(bob) == lines.size());
      var heard =
          bob.out().lines().stream()
              .filter(line -> line.contains("\"said\""))
              .map(line -> line.replaceAll(".*\"text\":\"([^\"]*)\".*", "$1"))
              .toList();
      assertThat(heard).isEqualTo(lines);
    }
  }
}
