package dev.parley.integration.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The program's image as a child process off a terminal, its files in a folder of the test's. */
final class ParleyProcess implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Pattern PORT =
      Pattern.compile("parley: on UDP port ([0-9]+), (plain|sealed).*");

  /** No test looks for others on a real network. */
  static final Map<String, String> ALONE =
      Map.of("PARLEY_INTERFACE", loopback(), "PARLEY_NO_DISCOVERY", "true");

  private final Process process;
  private final Output out;
  private final Output err;

  private ParleyProcess(Process process) {
    this.process = process;
    this.out = new Output(process.getInputStream(), UTF_8);
    this.err = new Output(process.getErrorStream(), UTF_8);
  }

  private static String loopback() {
    try {
      return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getName();
    } catch (SocketException notTold) {
      throw new UncheckedIOException(notTold);
    }
  }

  static Path image() {
    return Path.of(System.getProperty("parley.image"), "bin", "parley");
  }

  static ParleyProcess start(Path home, String... arguments) throws IOException {
    return start(home, Map.of(), arguments);
  }

  static ParleyProcess start(Path home, Map<String, String> environment, String... arguments)
      throws IOException {
    var command = new ArrayList<>(List.of(image().toString()));
    command.addAll(List.of(arguments));
    return run(home, environment, command);
  }

  static ParleyProcess run(Path home, Map<String, String> environment, List<String> command)
      throws IOException {
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
    builder.environment().put("XDG_STATE_HOME", home.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(ALONE);
    builder.environment().putAll(environment);
    return new ParleyProcess(builder.start());
  }

  /** The UDP port, once the program says which. */
  int port() {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .atMost(PATIENCE)
        .until(() -> matchedPort() > 0 || !process.isAlive());
    assertThat(matchedPort()).as("port in %s", err.lines()).isPositive();
    return matchedPort();
  }

  private int matchedPort() {
    return err.lines().stream()
        .map(PORT::matcher)
        .filter(match -> match.matches())
        .mapToInt(match -> Integer.parseInt(match.group(1)))
        .findFirst()
        .orElse(-1);
  }

  OutputStream input() {
    return process.getOutputStream();
  }

  ParleyProcess type(String text) throws IOException {
    input().write(text.getBytes(UTF_8));
    input().flush();
    return this;
  }

  ParleyProcess endInput() throws IOException {
    input().close();
    return this;
  }

  Output out() {
    return out;
  }

  List<String> awaitOut(int lines) {
    await().atMost(PATIENCE).until(() -> out.size() >= lines || !process.isAlive());
    return out.lines();
  }

  Output err() {
    return err;
  }

  boolean alive() {
    return process.isAlive();
  }

  /** What the program has started and what that has started. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** Ends the program as a user or the system would. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Waits for the end. */
  int exitCode() throws InterruptedException {
    return exitCode(PATIENCE);
  }

  int exitCode(Duration patience) throws InterruptedException {
    assertThat(process.waitFor(patience.toSeconds(), TimeUnit.SECONDS))
        .as("ended within %s, out %s, err %s", patience, out.size(), err.lines())
        .isTrue();
    return process.exitValue();
  }

  /** Kills the program and what it has started, and waits, so that its files can be deleted. */
  @Override
  public void close() {
    kill(process);
  }

  static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }
}
