package dev.parley.cli;

import dev.parley.cli.lab.Equipment;
import dev.parley.cli.lab.JsonNotes;
import dev.parley.cli.lab.Lab;
import dev.parley.cli.lab.TextNotes;
import dev.parley.cli.session.ExitCode;
import dev.parley.core.actor.Threads;
import dev.parley.core.time.SystemTime;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley lab [NAME]}. */
@Command(
    name = "lab",
    mixinStandardHelpOptions = true,
    description = "Lessons on threads as experiments; without a name, lists them.")
final class LabCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "which experiment to do")
  private @Nullable String name;

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "print one JSON object a line, figures as numbers")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    var command = command();
    var out = command.getOut();
    if (name == null) {
      Lab.all()
          .forEach(
              lab -> out.println(String.format(Locale.ROOT, "%-12s %s", lab.name(), lab.lesson())));
      out.flush();
      return ExitCode.DONE.code();
    }
    var lab =
        Lab.named(name)
            .orElseThrow(() ->
                new ParameterException(
                    command, "there is no lab \"" + name + "\": parley lab lists them"));
    var threads = new Threads();
    try (var time = new SystemTime(threads.platform("lab-timer"));
        var notes = json ? new JsonNotes(out, lab.name()) : new TextNotes(out)) {
      lab.run(new Equipment(threads, time, Main.class), notes);
    } catch (CancellationException ending) {
      return ExitCode.FAILED.code(); // unseen: the signal that ends the program has its own code
    }
    return ExitCode.DONE.code();
  }

  private CommandLine command() {
    if (spec == null) {
      throw new IllegalStateException("the command line sets this");
    }
    return spec.commandLine();
  }
}
