package dev.parley.integration.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line that was accepted is sent, or it is said that it was not. */
@Timeout(60)
final class AcceptedLinesIT {
  private static final int LINES = 20_000;
  private static final String END = "no more";
  private static final Pattern REFUSED = Pattern.compile("parley: line ([0-9]+) was not sent: .*");
  private static final Pattern UNDELIVERED =
      Pattern.compile("parley: ([0-9]+) lines did not reach .*");
  private static final Pattern ACCEPTED = Pattern.compile("room\\.said\\.accepted ([0-9]+)");

  @TempDir private Path home;

  private static List<Integer> numbers(Pattern pattern, List<String> lines) {
    return lines.stream()
        .map(pattern::matcher)
        .filter(match -> match.matches())
        .map(match -> Integer.parseInt(match.group(1)))
        .toList();
  }

  private static List<String> receiveAll(UdpPeer peer) throws IOException {
    try (var last = UdpPeer.open()) {
      last.send(peer.port(), END);
    }
    var received = new ArrayList<String>();
    for (var text = peer.receive(); !text.equals(END); text = peer.receive()) {
      received.add(text);
    }
    return received;
  }

  @ParameterizedTest
  @CsvSource({"TERM, actor, 4000", "INT, lock, 4000", "TERM, actor, 50", "INT, lock, 50"})
  void signalWhileLinesComeIn_losesNoneSilently(String signal, String guard, String rate)
      throws Exception {
    try (var peer = UdpPeer.open();
        var parley =
            ParleyProcess.start(
                home,
                "0",
                "--plain",
                "--listen",
                "--stats",
                "--guard",
                guard,
                "--rate",
                rate,
                "--peer",
                peer.address())) {
      parley.port();
      var typed = IntStream.rangeClosed(1, LINES).mapToObj(i -> "line " + i + "\n").toList();
      var typist =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  parley.type(String.join("", typed));
                } catch (IOException gone) {
                  // the program has ended before it read everything, as it should
                }
              });
      var received = new ArrayList<>(peer.receive(20));
      parley.signal(signal);
      parley.exitCode();
      typist.join();
      received.addAll(receiveAll(peer));

      assertThat(received).isEqualTo(typed.subList(0, received.size()));
      var said = parley.err().all();
      int reported = numbers(UNDELIVERED, said).stream().mapToInt(Integer::intValue).sum();
      assertThat(numbers(ACCEPTED, said)).containsExactly(received.size() + reported);
      assertThat(numbers(REFUSED, said).stream().limit(1))
          .isSubsetOf(received.size() + reported + 1);
    }
  }
}
