package dev.parley.integration.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten thousand lines each way at once with programs of others: none missing, doubled, garbled. */
@Timeout(120)
final class ForeignExchangeIT {
  private static final int LINES = 10_000;

  /** So few lines at once that no default socket buffer of the foreign program's side overruns. */
  private static final int CHUNK = 50;

  /** Two thousand lines a second, as the program promises. */
  private static final Duration AT_MOST = Duration.ofSeconds(LINES / 2000);

  @TempDir private Path home;

  @ParameterizedTest
  @CsvSource({
    "NC, UTF-8, actor",
    "NC, GBK, actor",
    "NC, UTF-8, lock",
    "SOCAT, UTF-8, actor",
    "SOCAT, GBK, lock",
    "PYTHON, UTF-8, actor",
    "PYTHON, GBK, lock",
  })
  void bothWays_everyLineArrivesOnceAndInOrder(Foreign program, String charsetName, String guard)
      throws Exception {
    var charset = Charset.forName(charsetName);
    int own = UdpPeer.freePort();
    try (var parley =
        ParleyProcess.start(
            home,
            "0",
            "--plain",
            "--listen",
            "--json",
            "--charset",
            charsetName,
            "--guard",
            guard,
            "--peer",
            "127.0.0.1:" + own)) {
      int port = parley.port();
      try (var foreign = program.start(own, port, charset)) {
        greet(parley, foreign);
        exchange(program, charset, parley, foreign);
      }
    }
  }

  /** Until both ends are known to listen, so that the count begins with both ready. */
  private static void greet(ParleyProcess parley, Foreign.Talking foreign) throws IOException {
    foreign.input().write("ready\n".getBytes(StandardCharsets.US_ASCII));
    foreign.input().flush();
    parley.awaitOut(1);
    parley.type("ready\n");
    await().atMost(ParleyProcess.PATIENCE).until(() -> foreign.out().size() == 1);
  }

  private static void exchange(
      Foreign program, Charset charset, ParleyProcess parley, Foreign.Talking foreign)
      throws Exception {
    var outwards = lines("去");
    var inwards = lines("来");
    var heard = new Heard(parley);
    long start = System.nanoTime();
    var typist =
        Thread.ofVirtual()
            .start(() -> unchecked(() -> parley.type(String.join("\n", outwards) + "\n")));
    feed(foreign, charset, inwards, heard);
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(ParleyProcess.PATIENCE)
        .until(() -> foreign.out().size() > LINES && heard.soFar().size() > LINES);
    var took = Duration.ofNanos(System.nanoTime() - start);
    typist.join();

    System.out.printf(
        "%s %s: %d lines each way in %d ms%n", program, charset, LINES, took.toMillis());
    assertThat(heard.soFar().subList(1, LINES + 1)).isEqualTo(inwards);
    assertThat(foreign.out().lines().subList(1, LINES + 1)).isEqualTo(outwards);
    assertThat(took).isLessThan(AT_MOST);
  }

  private static List<String> lines(String word) {
    return IntStream.range(0, LINES).mapToObj(i -> word + " line " + i).toList();
  }

  /** A few lines at a time, each lot only when the program has shown the one before last. */
  private static void feed(
      Foreign.Talking foreign, Charset charset, List<String> lines, Heard heard)
      throws IOException {
    for (int from = 0; from < LINES; from += CHUNK) {
      int shown = from - 2 * CHUNK;
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .atMost(ParleyProcess.PATIENCE)
          .until(() -> heard.soFar().size() > shown);
      var chunk = String.join("\n", lines.subList(from, from + CHUNK)) + "\n";
      foreign.input().write(chunk.getBytes(charset));
      foreign.input().flush();
    }
  }

  /** What the program showed, read on as it grows; a datagram with several lines is taken apart. */
  private static final class Heard {
    private final ParleyProcess parley;
    private final List<String> texts = new ArrayList<>();
    private int objects;

    Heard(ParleyProcess parley) {
      this.parley = parley;
    }

    List<String> soFar() {
      var all = parley.out().lines();
      for (; objects < all.size(); objects++) {
        var object = all.get(objects);
        var text = unchecked(() -> WireInputIT.fields(object).getOrDefault("text", "?"));
        texts.addAll(List.of(text.split("\n", -1)));
      }
      return texts;
    }
  }

  private interface Action<T> {
    T run() throws IOException;
  }

  private static <T> T unchecked(Action<T> action) {
    try {
      return action.run();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
