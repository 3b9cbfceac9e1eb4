package dev.parley.cli;

import dev.parley.cli.compare.Comparison;
import dev.parley.cli.compare.HtmlReport;
import dev.parley.cli.compare.JsonReport;
import dev.parley.cli.compare.TextReport;
import dev.parley.cli.session.ExitCode;
import dev.parley.cli.session.FailureException;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley compare}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Locks against messages: the same room work behind each, measured here.")
final class CompareCommand implements Callable<Integer> {
  private static final int BAR = 30;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--quick",
      fallbackValue = "true",
      description = "rough figures in less than 20 s; else it takes some minutes")
  private boolean quick;

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "print one JSON object for each scenario and contestant")
  private boolean json;

  @Option(names = "--out", paramLabel = "FILE.html", description = "write a page with plots too")
  private @Nullable Path page;

  @Override
  public Integer call() throws FailureException {
    var command = command();
    checkWritable();
    var result = Comparison.run(quick, progress(command.getErr()));
    if (json) {
      JsonReport.print(result, command.getOut());
    } else {
      TextReport.print(result, command.getOut());
    }
    if (page != null) {
      write(page, HtmlReport.page(result));
    }
    return ExitCode.DONE.code();
  }

  private CommandLine command() {
    if (spec == null) {
      throw new IllegalStateException("the command line sets this");
    }
    return spec.commandLine();
  }

  /** Before some minutes of work, not after. */
  private void checkWritable() throws FailureException {
    if (page == null) {
      return;
    }
    var parent = page.toAbsolutePath().getParent();
    boolean writable =
        Files.exists(page)
            ? Files.isRegularFile(page) && Files.isWritable(page)
            : parent != null && Files.isDirectory(parent) && Files.isWritable(parent);
    if (!writable) {
      throw new FailureException("--out: cannot write " + page);
    }
  }

  private static void write(Path page, String text) throws FailureException {
    try {
      Files.writeString(page, text, StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new FailureException("--out: cannot write " + page, failure);
    }
  }

  /** A bar on a terminal, nothing elsewhere. */
  private static DoubleConsumer progress(PrintWriter err) {
    if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
      return done -> {};
    }
    return done -> {
      int full = (int) Math.round(done * BAR);
      err.print(
          "\r[" + "#".repeat(full) + ".".repeat(BAR - full) + "] " + (int) (done * 100) + " %");
      err.print(done >= 1 ? "\r" + " ".repeat(BAR + 10) + "\r" : "");
      err.flush();
    };
  }
}
