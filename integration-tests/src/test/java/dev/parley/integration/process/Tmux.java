package dev.parley.integration.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program in a tmux of its own, a terminal emulator by others, which also remembers the rows
 * that have scrolled away. A shell notes the terminal's modes before and after.
 */
final class Tmux implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  private final Path folder;

  private Tmux(Path folder) {
    this.folder = folder;
  }

  /** Starts the program on 80 columns and 24 rows; skips the test where there is no tmux. */
  static Tmux start(Path folder, String... arguments) throws IOException, InterruptedException {
    Skip.unless(installed(), "tmux is not installed");
    var script = folder.resolve("on-the-terminal.sh");
    Files.writeString(
        script,
        """
        export XDG_STATE_HOME="$1"
        stty -g > "$1/before"
        shift
        "$@"
        echo "left with $?"
        stty -g > "$XDG_STATE_HOME/after"
        echo "noted"
        exec cat
        """);
    var tmux = new Tmux(folder);
    var command = new ArrayList<>(List.of("new-session", "-d", "-x", "80", "-y", "24"));
    command.addAll(
        List.of("sh", script.toString(), folder.toString(), ParleyProcess.image().toString()));
    command.addAll(List.of(arguments));
    tmux.run(command);
    return tmux;
  }

  private static boolean installed() throws InterruptedException {
    try {
      return new ProcessBuilder("tmux", "-V")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private String run(List<String> arguments) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of("tmux", "-u", "-S", folder.resolve("tmux").toString(), "-f", "/dev/null"));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
    builder.environment().putAll(ParleyProcess.ALONE);
    builder.environment().remove("TMUX");
    builder.environment().put("LC_ALL", "C.UTF-8");
    var process = builder.start();
    try {
      var shown = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(ParleyProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS)
          || process.exitValue() != 0) {
        throw new IOException(command + " failed: " + shown);
      }
      return shown;
    } finally {
      process.destroyForcibly();
    }
  }

  /** Types text as it is. */
  Tmux type(String text) throws IOException, InterruptedException {
    run(List.of("send-keys", "-l", text));
    return this;
  }

  /** Presses a key that tmux has a name for. */
  Tmux press(String key) throws IOException, InterruptedException {
    run(List.of("send-keys", key));
    return this;
  }

  Tmux resize(int columns, int rows) throws IOException, InterruptedException {
    run(List.of("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows)));
    return this;
  }

  /** The rows that are not blank and still on the screen. */
  List<String> screen() throws IOException, InterruptedException {
    return rows(run(List.of("capture-pane", "-p")));
  }

  /** All rows that are not blank, those too that have scrolled away. */
  List<String> everything() throws IOException, InterruptedException {
    return rows(run(List.of("capture-pane", "-p", "-S", "-")));
  }

  private static List<String> rows(String captured) {
    return Arrays.stream(captured.split("\n", -1))
        .map(String::stripTrailing)
        .filter(row -> !row.isBlank())
        .toList();
  }

  /** Waits until a row is exactly this. */
  Tmux awaitRow(String row) {
    await("row '" + row + "'")
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .atMost(ParleyProcess.PATIENCE)
        .until(() -> everything().contains(row));
    return this;
  }

  /** Waits until the last row is exactly this. */
  Tmux awaitLastRow(String row) {
    await("last row '" + row + "'")
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .atMost(ParleyProcess.PATIENCE)
        .until(() -> screen().reversed().stream().findFirst().filter(row::equals).isPresent());
    return this;
  }

  /** The process id of the program. */
  long programPid() throws IOException, InterruptedException {
    long shell = Long.parseLong(run(List.of("display-message", "-p", "#{pane_pid}")).strip());
    return ProcessHandle.of(shell).stream()
        .flatMap(ProcessHandle::children)
        .mapToLong(ProcessHandle::pid)
        .findFirst()
        .orElseThrow();
  }

  /** The terminal's modes before the program ran. */
  String modesBefore() throws IOException {
    return Files.readString(folder.resolve("before"));
  }

  /** The terminal's modes since it has ended. */
  String modesAfter() throws IOException {
    awaitRow("noted");
    return Files.readString(folder.resolve("after"));
  }

  @Override
  public void close() throws IOException {
    try {
      run(List.of("kill-server"));
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }
}
