package dev.parley.integration.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program off a terminal. */
@Timeout(60)
final class PipeIT {
  @TempDir private Path home;

  @Test
  void lines_areSentEachInADatagram_andTheEndOfInputEndsTheProgram() throws Exception {
    try (var peer = UdpPeer.open();
        var parley = ParleyProcess.start(home, "0", "--plain", "--peer", peer.address())) {
      parley.type("hi\nthere\n").endInput();

      assertThat(parley.exitCode()).isZero();
      assertThat(peer.receive(2)).containsExactly("hi\n", "there\n");
      assertThat(parley.out().all()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "crlf"})
  void lineEnd_isWhatWasAskedFor(String end) throws Exception {
    try (var peer = UdpPeer.open();
        var parley =
            ParleyProcess.start(
                home, "0", "--plain", "--line-end", end, "--peer", peer.address())) {
      parley.type("hi\n").endInput();

      assertThat(peer.receive()).isEqualTo("none".equals(end) ? "hi" : "hi\r\n");
      assertThat(parley.exitCode()).isZero();
    }
  }

  @Test
  void severalPeers_eachGetEveryLine_overBothFamilies() throws Exception {
    try (var one = UdpPeer.open();
        var two = UdpPeer.open6();
        var parley =
            ParleyProcess.start(
                home, "0", "--plain", "--peer", one.address(), "--peer", two.address())) {
      parley.type("a\nb\n").endInput();

      assertThat(one.receive(2)).containsExactly("a\n", "b\n");
      assertThat(two.receive(2)).containsExactly("a\n", "b\n");
      assertThat(parley.exitCode()).isZero();
    }
  }

  @Test
  void arrivals_areAddressAndText() throws Exception {
    try (var peer = UdpPeer.open();
        var parley = ParleyProcess.start(home, "0", "--plain", "--listen")) {
      peer.send(parley.port(), "hi");

      assertThat(parley.awaitOut(1)).containsExactly(peer.address() + ": hi");
    }
  }

  @Test
  void json_isTheDocumentedObject_andTheFirstToWriteIsAnsweredAndLaterStrangersAreMarked()
      throws Exception {
    try (var first = UdpPeer.open6();
        var later = UdpPeer.open();
        var parley = ParleyProcess.start(home, "0", "--plain", "--listen", "--json")) {
      int port = parley.port();
      first.send(port, "hi\n");
      parley.awaitOut(1);
      later.send(port, "me too");
      parley.awaitOut(2);
      parley.type("answer\n");

      assertThat(first.receive()).isEqualTo("answer\n");
      assertThat(parley.out().lines())
          .containsExactly(
              "{\"v\":1,\"event\":\"said\",\"room\":\"lobby\",\"from\":\""
                  + first.address()
                  + "\",\"text\":\"hi\"}",
              "{\"v\":1,\"event\":\"said\",\"room\":\"lobby\",\"from\":\""
                  + later.address()
                  + "\",\"text\":\"me too\",\"stranger\":true}");
    }
  }

  @Test
  void nobodyLinked_refusesTheLineAndNamesTheRemedy() throws Exception {
    try (var parley = ParleyProcess.start(home, "0", "--plain")) {
      parley.type("hi\n").endInput();

      assertThat(parley.exitCode()).isEqualTo(1);
      assertThat(parley.err().all())
          .anyMatch(line -> line.startsWith("parley: line 1 was not sent: nobody is linked"))
          .anyMatch(line -> line.contains("--peer"));
    }
  }

  @Test
  void badLines_areRefusedByNumberAndTheOthersAreSent() throws Exception {
    var gbk = Charset.forName("GBK");
    try (var peer = UdpPeer.open();
        var parley =
            ParleyProcess.start(
                home, "0", "--plain", "--charset", "GBK", "--peer", peer.address())) {
      parley.type("你好\n");
      parley.type("no \uD83D\uDE00 in it\n");
      parley.type("x".repeat(65_507) + "\n");
      parley.input().write(new byte[] {'b', 'a', 'd', (byte) 0xc3, '\n'});
      parley.type("y".repeat(2 << 20) + "\n");
      parley.type("再见\n").endInput();

      assertThat(new String(peer.receiveBytes(), gbk)).isEqualTo("你好\n");
      assertThat(new String(peer.receiveBytes(), gbk)).isEqualTo("再见\n");
      assertThat(parley.exitCode()).isEqualTo(1);
      assertThat(parley.err().all())
          .filteredOn(line -> line.contains("was not sent"))
          .satisfiesExactly(
              line -> assertThat(line).contains("line 2 ").contains("GBK").contains("U+1F600"),
              line -> assertThat(line).contains("line 3 ").contains("65508 bytes"),
              line -> assertThat(line).contains("line 4 ").contains("not UTF-8"),
              line -> assertThat(line).contains("line 5 ").contains("2097152 bytes"));
    }
  }

  @Test
  void longestLine_isSentWhole() throws Exception {
    try (var peer = UdpPeer.open();
        var parley = ParleyProcess.start(home, "0", "--plain", "--peer", peer.address())) {
      parley.type("x".repeat(65_506) + "\n").endInput();

      assertThat(peer.receiveBytes()).hasSize(65_507);
      assertThat(parley.exitCode()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void signal_sendsWhatWasAcceptedAndEndsWithinASecond(String signal) throws Exception {
    try (var peer = UdpPeer.open();
        var parley =
            ParleyProcess.start(
                home, "0", "--plain", "--listen", "--stats", "--peer", peer.address())) {
      parley.port();
      parley.type("last words\n");
      assertThat(peer.receive()).isEqualTo("last words\n");

      long before = System.nanoTime();
      parley.signal(signal);
      int code = parley.exitCode();
      var took = Duration.ofNanos(System.nanoTime() - before);

      assertThat(code).isEqualTo("TERM".equals(signal) ? 143 : 130);
      assertThat(took).isLessThan(Duration.ofMillis(1500));
      assertThat(parley.err().all()).contains("room.said.accepted 1", "udp.sent.datagrams 1");
    }
  }

  @Test
  void signal_beforeAllIsSent_saysHowManyLinesWereLeft() throws Exception {
    try (var peer = UdpPeer.open();
        var parley =
            ParleyProcess.start(
                home, "0", "--plain", "--rate", "1", "--stats", "--peer", peer.address())) {
      parley.type("line\n".repeat(300));
      peer.receive(64); // as many as may pass in a row; the others wait for their second
      parley.signal("TERM");

      assertThat(parley.exitCode()).isEqualTo(143);
      assertThat(parley.err().all())
          .anyMatch(line -> line.matches("parley: [0-9]+ lines did not reach .*"));
    }
  }

  @Test
  void closedInput_sendsNothing() throws Exception {
    try (var peer = UdpPeer.open()) {
      var script = ParleyProcess.image() + " 0 --plain --peer " + peer.address() + " <&-";
      try (var shell = ParleyProcess.run(home, Map.of(), List.of("sh", "-c", script))) {
        assertThat(shell.exitCode()).isZero();
        assertThat(shell.err().all()).hasSize(1);
      }
      try (var next = ParleyProcess.start(home, "0", "--plain", "--peer", peer.address())) {
        next.type("the first datagram\n").endInput();
        assertThat(peer.receive()).isEqualTo("the first datagram\n");
      }
    }
  }

  @Test
  void brokenOutput_endsTheProgram() throws Exception {
    var script = ParleyProcess.image() + " 0 --plain --listen | head -n 1; echo done >&2";
    try (var peer = UdpPeer.open();
        var shell = ParleyProcess.run(home, Map.of(), List.of("sh", "-c", script))) {
      int port = shell.port();
      peer.send(port, "one");
      shell.awaitOut(1);
      await()
          .pollInterval(Duration.ofMillis(50))
          .atMost(ParleyProcess.PATIENCE)
          .until(() -> {
            peer.send(port, "more");
            return !shell.alive();
          });

      assertThat(shell.out().all()).containsExactly(peer.address() + ": one");
      assertThat(shell.err().all()).last().isEqualTo("done");
    }
  }

  @Test
  void deadPeer_doesNotStopTheChat() throws Exception {
    try (var parley = ParleyProcess.start(home, "0", "--plain", "--listen")) {
      int port = parley.port();
      try (var dies = UdpPeer.open()) {
        dies.send(port, "hello");
        parley.awaitOut(1);
      }
      // Nobody is there any more: the kernel answers "port unreachable" to each of these.
      for (int i = 0; i < 100; i++) {
        parley.type("are you there " + i + "\n");
      }
      try (var next = UdpPeer.open()) {
        next.send(port, "still here");
        assertThat(parley.awaitOut(2).getLast())
            .isEqualTo(next.address() + " (stranger): still here");
      }
      parley.signal("TERM");
      assertThat(parley.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void environment_standsForOptions() throws Exception {
    try (var peer = UdpPeer.open();
        var parley =
            ParleyProcess.start(
                home,
                Map.of(
                    "PARLEY_PLAIN", "true", "PARLEY_PEER", peer.address(), "PARLEY_PORT", "0"))) {
      parley.type("hi\n").endInput();

      assertThat(peer.receive().getBytes(UTF_8)).isEqualTo("hi\n".getBytes(UTF_8));
      assertThat(parley.exitCode()).isZero();
    }
  }
}
