package dev.parley.integration.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program on the terminal emulator of others. */
@Timeout(60)
final class TmuxIT {
  private static final Pattern GREETING =
      Pattern.compile("Parley on UDP port ([0-9]+), plain: nothing is protected\\..*");

  @TempDir private Path home;

  private static int port(Tmux tmux) throws Exception {
    return tmux.everything().stream()
        .map(GREETING::matcher)
        .filter(match -> match.matches())
        .mapToInt(match -> Integer.parseInt(match.group(1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void hundredLinesWhileTyping_areAllThereOnceInOrder_andTheTypedLineIsWhole() throws Exception {
    try (var peer = UdpPeer.open();
        var tmux = Tmux.start(home, "0", "--plain", "--peer", peer.address())) {
      var prompt = peer.address() + "> ";
      tmux.awaitLastRow(prompt.strip()).type("half 一 li").awaitLastRow(prompt + "half 一 li");
      int port = port(tmux);
      var expected = new ArrayList<String>();
      for (int i = 1; i <= 100; i++) {
        peer.send(port, "line " + i + "\n");
        expected.add(peer.address() + ": line " + i);
      }
      tmux.awaitRow(expected.getLast());
      tmux.type("ne of mine").awaitLastRow(prompt + "half 一 line of mine");
      expected.add(prompt + "half 一 line of mine");

      var rows = tmux.everything();
      assertThat(rows.subList(rows.size() - expected.size(), rows.size())).isEqualTo(expected);
      assertThat(rows.subList(0, rows.size() - expected.size()))
          .noneMatch(row -> row.contains("line "));

      tmux.press("Enter");
      assertThat(peer.receive()).isEqualTo("half 一 line of mine\n");
    }
  }

  @Test
  void resizedWhileTyping_keepsThePromptAndTheTypedLine() throws Exception {
    try (var peer = UdpPeer.open();
        var tmux = Tmux.start(home, "0", "--plain", "--peer", peer.address())) {
      var prompt = peer.address() + "> ";
      tmux.awaitLastRow(prompt.strip()).type("half").awaitLastRow(prompt + "half");
      int port = port(tmux);
      tmux.resize(50, 12);
      peer.send(port, "in a smaller window");
      tmux.awaitRow(peer.address() + ": in a smaller window");

      tmux.type(" and half").awaitLastRow(prompt + "half and half").press("Enter");
      assertThat(peer.receive()).isEqualTo("half and half\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"C-d, ''", "C-c, ''", "C-c, half a line", "Enter, /quit"})
  void leaving_givesTheTerminalBackAsItWas(String key, String typed) throws Exception {
    try (var peer = UdpPeer.open();
        var tmux = Tmux.start(home, "0", "--plain", "--peer", peer.address())) {
      var prompt = peer.address() + ">";
      tmux.awaitLastRow(prompt).type(typed).awaitLastRow((prompt + " " + typed).strip());
      tmux.press(key).awaitRow("left with 0");

      assertThat(tmux.modesAfter()).isEqualTo(tmux.modesBefore());
      tmux.type("echo works again").awaitLastRow("echo works again");
    }
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void signal_givesTheTerminalBackAsItWas(String signal, int code) throws Exception {
    try (var peer = UdpPeer.open();
        var tmux = Tmux.start(home, "0", "--plain", "--peer", peer.address())) {
      tmux.awaitLastRow(peer.address() + ">");
      var pid = Long.toString(tmux.programPid());
      new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
      tmux.awaitRow("noted");

      assertThat(tmux.modesAfter()).isEqualTo(tmux.modesBefore());
      assertThat(tmux.everything()).anyMatch(row -> row.endsWith("left with " + code));
    }
  }
}
