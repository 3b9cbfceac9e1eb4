package dev.parley.integration.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jline.utils.ScreenTerminal;

/** The program on a pseudo-terminal, and the screen that a person would see. */
final class Screen implements AutoCloseable {
  static final int COLUMNS = 80;
  static final int ROWS = 30;

  private final PtyProcess process;
  private final ScreenTerminal screen = new ScreenTerminal(COLUMNS, ROWS);

  private Screen(PtyProcess process) {
    this.process = process;
    Thread.ofVirtual().start(this::draw);
  }

  static Screen start(Path home, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(ParleyProcess.image().toString()));
    command.addAll(List.of(arguments));
    return run(home, command);
  }

  static Screen run(Path home, List<String> command) throws IOException {
    var environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> name.startsWith("PARLEY_"));
    environment.putAll(ParleyProcess.ALONE);
    environment.put("XDG_STATE_HOME", home.toString());
    environment.put("TERM", "xterm-256color");
    environment.put("LC_ALL", "C.UTF-8");
    return new Screen(
        new PtyProcessBuilder()
            .setCommand(command.toArray(String[]::new))
            .setEnvironment(environment)
            .setInitialColumns(COLUMNS)
            .setInitialRows(ROWS)
            .start());
  }

  private void draw() {
    var buffer = new char[4096];
    try (var in = new InputStreamReader(process.getInputStream(), UTF_8)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        screen.write(new String(buffer, 0, read));
      }
    } catch (IOException closed) {
      if (process.isAlive()) {
        throw new UncheckedIOException(closed);
      }
    }
  }

  /** The rows that are not blank, without the blanks at their ends. */
  List<String> rows() {
    return Arrays.stream(screen.toString().split("\n", -1))
        .map(String::stripTrailing)
        .filter(row -> !row.isBlank())
        .toList();
  }

  Screen type(String keys) throws IOException {
    process.getOutputStream().write(keys.getBytes(UTF_8));
    process.getOutputStream().flush();
    return this;
  }

  /** Waits until a row is exactly this. */
  Screen awaitRow(String row) {
    await("row '" + row + "'")
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .atMost(ParleyProcess.PATIENCE)
        .conditionEvaluationListener(condition -> {
          if (condition.getRemainingTimeInMS() <= 0) {
            System.out.println("the screen is\n" + String.join("\n", rows()));
          }
        })
        .until(() -> rows().contains(row));
    return this;
  }

  Screen awaitRowContaining(String part) {
    await("a row with '" + part + "'")
        .atMost(ParleyProcess.PATIENCE)
        .until(() -> rows().stream().anyMatch(row -> row.contains(part)));
    return this;
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(ParleyProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as("ended; the screen is %s", rows())
        .isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
