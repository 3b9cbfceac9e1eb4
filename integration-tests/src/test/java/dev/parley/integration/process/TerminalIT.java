package dev.parley.integration.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program on a pseudo-terminal: what a person types and sees. */
@Timeout(60)
final class TerminalIT {
  private static final String END_OF_INPUT = "\u0004";
  private static final String CTRL_C = "\u0003";
  private static final Pattern GREETING =
      Pattern.compile("Parley on UDP port ([0-9]+), plain: nothing is protected\\..*");

  @TempDir private Path home;

  private static int port(Screen screen) {
    screen.awaitRowContaining("Parley on UDP port");
    return screen.rows().stream()
        .map(GREETING::matcher)
        .filter(match -> match.matches())
        .mapToInt(match -> Integer.parseInt(match.group(1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void hundredLinesWhileTyping_garbleNeitherThemNorTheTypedLine() throws Exception {
    try (var peer = UdpPeer.open();
        var screen = Screen.start(home, "0", "--plain", "--peer", peer.address())) {
      var prompt = peer.address() + "> ";
      int port = port(screen);
      screen.awaitRow(prompt.strip()).type("half a li").awaitRow(prompt + "half a li");

      var expected = new ArrayList<String>();
      for (int i = 1; i <= 100; i++) {
        peer.send(port, "line " + i + "\n");
        expected.add(peer.address() + ": line " + i);
      }
      screen.awaitRow(peer.address() + ": line 100");
      screen.type("ne of mine").awaitRow(prompt + "half a line of mine");

      var visible = expected.subList(100 - (Screen.ROWS - 1), 100);
      var rows = new ArrayList<>(visible);
      rows.add(prompt + "half a line of mine");
      assertThat(screen.rows()).isEqualTo(rows);

      screen.type("\r");
      assertThat(peer.receive()).isEqualTo("half a line of mine\n");
      screen.type("/quit\r");
      assertThat(screen.exitCode()).isZero();
    }
  }

  @Test
  void typing_isReadWhileTheNetworkIsBusy() throws Exception {
    try (var peer = UdpPeer.open();
        var screen = Screen.start(home, "0", "--plain", "--peer", peer.address())) {
      int port = port(screen);
      screen.awaitRow(peer.address() + ">");
      var flood =
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < 5000; i++) {
                  try {
                    peer.send(port, "noise " + i);
                  } catch (IOException closed) {
                    return;
                  }
                }
              });
      screen.type("heard all the same\r");

      assertThat(peer.receive()).isEqualTo("heard all the same\n");
      flood.join();
      screen.type("/quit\r");
      assertThat(screen.exitCode()).isZero();
    }
  }

  @Test
  void firstToWrite_becomesThePartner_andOnlyToChangesHim() throws Exception {
    try (var first = UdpPeer.open();
        var second = UdpPeer.open();
        var screen = Screen.start(home, "0", "--plain")) {
      int port = port(screen);
      screen.awaitRow("nobody>");
      screen.type("anyone?\r").awaitRowContaining("not sent: nobody is linked");

      first.send(port, "hello");
      screen.awaitRow(first.address() + ": hello").awaitRow(first.address() + ">");
      second.send(port, "me too");
      screen.awaitRow(second.address() + " (stranger): me too").awaitRow(first.address() + ">");
      screen.type("to the first\r");
      assertThat(first.receive()).isEqualTo("to the first\n");

      screen.type("/to " + second.address() + "\r").awaitRow(second.address() + ">");
      screen.type("to the second\r");
      assertThat(second.receive()).isEqualTo("to the second\n");
      first.send(port, "and I?");
      screen.awaitRow(first.address() + " (stranger): and I?");
    }
  }

  @Test
  void to_nobody_saysSoAndKeepsThePartner() throws Exception {
    try (var peer = UdpPeer.open();
        var screen = Screen.start(home, "0", "--plain", "--peer", peer.address())) {
      screen.awaitRow(peer.address() + ">");
      screen.type("/to nowhere\r").awaitRowContaining("nowhere is not an address");
      screen.type("/to nosuch.invalid:1\r").awaitRowContaining("there is no host");
      screen.type("still you\r");

      assertThat(peer.receive()).isEqualTo("still you\n");
    }
  }

  @Test
  void commands_showTheInside() throws Exception {
    try (var peer = UdpPeer.open();
        var screen = Screen.start(home, "0", "--plain", "--peer", peer.address())) {
      screen.awaitRow(peer.address() + ">");
      screen.type("/help\r").awaitRowContaining("/to HOST:PORT");
      screen.type("/peers\r").awaitRowContaining("0 behind");
      screen.type("/nonsense\r").awaitRowContaining("there is no command /nonsense");
      screen.type("/threads\r").awaitRowContaining("udp-receiver");
      assertThat(screen.rows())
          .anyMatch(row -> row.matches("udp-sender +virtual +daemon +\\w.*"))
          .anyMatch(row -> row.matches("udp-receiver +virtual +daemon +\\w.*"))
          .anyMatch(row -> row.matches("main +platform +runnable"));
      screen.type("/actors\r").awaitRowContaining("room-lobby  idle");
      screen.type("/stats\r").awaitRowContaining("udp.sent.datagrams");
      screen.type("//not a command\r");
      assertThat(peer.receive()).isEqualTo("/not a command\n");
    }
  }

  @Test
  void quotesAndEscapes_areSaidAsTyped() throws Exception {
    var typed = "don't \"quote\" C:\\temp !! $x `y`";
    try (var peer = UdpPeer.open();
        var screen = Screen.start(home, "0", "--plain", "--peer", peer.address())) {
      screen.awaitRow(peer.address() + ">").type(typed + "\r");

      assertThat(peer.receive()).isEqualTo(typed + "\n");
    }
  }

  @Test
  void hostileText_isShownHarmless() throws Exception {
    try (var peer = UdpPeer.open();
        var screen = Screen.start(home, "0", "--plain", "--peer", peer.address())) {
      int port = port(screen);
      screen.awaitRow(peer.address() + ">");
      peer.send(port, "\u001b[2J\u001b[1;1Hgone\n127.0.0.1:1: forged\u202e");

      screen.awaitRow(peer.address() + ": \\x1b[2J\\x1b[1;1Hgone");
      screen.awaitRow("| 127.0.0.1:1: forged\\u{202e}");
      assertThat(screen.rows()).anyMatch(row -> row.startsWith("Parley on UDP port"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/quit\r", END_OF_INPUT, CTRL_C})
  void leaving_isDoneWithinASecond(String keys) throws Exception {
    try (var peer = UdpPeer.open();
        var screen = Screen.start(home, "0", "--plain", "--peer", peer.address())) {
      screen.awaitRow(peer.address() + ">").type("bye\r");
      await().atMost(ParleyProcess.PATIENCE).until(() -> "bye\n".equals(peer.receive()));

      long before = System.nanoTime();
      screen.type(keys);
      int code = screen.exitCode();

      assertThat(code).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(1500));
    }
  }

  @Test
  void pastedRows_areOneMessage() throws Exception {
    try (var peer = UdpPeer.open();
        var screen = Screen.start(home, "0", "--plain", "--peer", peer.address())) {
      screen.awaitRow(peer.address() + ">");
      screen.type("\u001b[200~one\ntwo\u001b[201~\r");

      assertThat(List.of(peer.receive())).containsExactly("one\ntwo\n");
    }
  }
}
