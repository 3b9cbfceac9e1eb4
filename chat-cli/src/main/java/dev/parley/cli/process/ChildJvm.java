package dev.parley.cli.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of its own that runs a class of this program, with the flags that are given and no others:
 * what this JVM was started with does not count. It ends with this one at the latest.
 */
public final class ChildJvm implements AutoCloseable {
  private static final Duration END = Duration.ofSeconds(5);

  private static final Set<String> JVM_FLAGS =
      Set.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");

  private static final Children ALL = new Children();

  private final Process process;
  private final BufferedReader output;
  private final PrintWriter input;

  private ChildJvm(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.input = new PrintWriter(process.getOutputStream(), false, StandardCharsets.UTF_8);
  }

  /**
   * Starts one. Its errors go to its standard output.
   *
   * @param flags the JVM's flags
   * @param main the class to run; it needs a public main method
   * @param arguments the class's arguments
   * @return the running child, which the caller must close
   * @throws UncheckedIOException if it cannot be started
   * @throws CancellationException if this JVM is ending
   */
  public static ChildJvm start(List<String> flags, Class<?> main, List<String> arguments) {
    var builder = new ProcessBuilder(command(flags, main, arguments)).redirectErrorStream(true);
    forget(builder.environment());
    try {
      return new ChildJvm(ALL.start(builder));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot start another JVM", failure);
    }
  }

  /**
   * Ends all children, and lets none be started any more. For what this JVM does at its end, and
   * must do after its children's.
   */
  public static void endAll() {
    ALL.end();
  }

  /** Takes out what would be flags for the JVM, or options for this program. */
  static void forget(Map<String, String> environment) {
    environment.keySet().removeIf(name -> JVM_FLAGS.contains(name) || name.startsWith("PARLEY_"));
  }

  /**
   * In an image the program is a module; otherwise all that we were started from is on one path.
   */
  static List<String> command(List<String> flags, Class<?> main, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    var module = main.getModule();
    if (module.isNamed() && isInImage(main)) {
      command.add("-m");
      command.add(module.getName() + "/" + main.getName());
    } else {
      command.add("-cp");
      command.add(
          Stream.of("jdk.module.path", "java.class.path")
              .map(System::getProperty)
              .filter(Objects::nonNull)
              .filter(path -> !path.isEmpty())
              .collect(Collectors.joining(File.pathSeparator)));
      command.add(main.getName());
    }
    command.addAll(arguments);
    return command;
  }

  private static boolean isInImage(Class<?> main) {
    var source = main.getProtectionDomain().getCodeSource();
    return source != null
        && source.getLocation() != null
        && source.getLocation().getProtocol().equals("jrt");
  }

  /**
   * Sends a line to its standard input.
   *
   * @param line the line
   */
  public void tell(String line) {
    input.println(line);
    input.flush();
  }

  /** Ends its standard input. */
  public void endInput() {
    input.close();
  }

  /**
   * The next line of its output. Waits for it.
   *
   * @return the line, or null at the end
   * @throws CancellationException if this JVM is ending
   */
  public @Nullable String line() {
    try {
      var line = output.readLine();
      ALL.checkNotEnding(); // what comes then is not the child's own doing
      return line;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read from another JVM", failure);
    }
  }

  /**
   * Ends its input, and waits for all further lines of its output.
   *
   * @return the lines
   * @throws CancellationException if this JVM is ending
   */
  public List<String> lines() {
    endInput();
    var lines = output.lines().toList();
    ALL.checkNotEnding();
    return lines;
  }

  /**
   * Waits for its end.
   *
   * @param within for how long
   * @return its exit code
   * @throws IllegalStateException if it goes on
   * @throws InterruptedException if the thread is interrupted
   */
  public int exitCode(Duration within) throws InterruptedException {
    if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("another JVM goes on after " + within);
    }
    return process.exitValue();
  }

  /** Its number in the operating system. */
  public long pid() {
    return process.pid();
  }

  /** Ends it, if it has not ended. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
    ALL.forget(process);
  }
}
