package dev.parley.cli;

import dev.parley.cli.session.ExitCode;
import dev.parley.cli.session.FailureException;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The program. */
public final class Main {
  private Main() {}

  /**
   * Runs the program and ends the JVM with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(commandLine(System.getenv()).execute(args));
  }

  static CommandLine commandLine(Map<String, String> environment) {
    return new CommandLine(new ParleyCommand())
        .setDefaultValueProvider(new EnvironmentDefaults(environment))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Main::usage)
        .setExecutionExceptionHandler(Main::failed);
  }

  private static int usage(ParameterException wrong, String[] args) {
    var reason =
        wrong.getCause() instanceof TypeConversionException refusal && wrong.getArgSpec() != null
            ? label(wrong) + ": " + refusal.getMessage()
            : wrong.getMessage();
    wrong
        .getCommandLine()
        .getErr()
        .println(
            "parley: " + oneLine(String.valueOf(reason)) + " (parley --help lists the options)");
    return ExitCode.USAGE.code();
  }

  private static String label(ParameterException wrong) {
    var argument = wrong.getArgSpec();
    return argument instanceof CommandLine.Model.OptionSpec option
        ? option.longestName()
        : String.valueOf(argument == null ? null : argument.paramLabel());
  }

  private static int failed(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    var message = failure instanceof FailureException ? failure.getMessage() : failure.toString();
    command.getErr().println("parley: " + oneLine(String.valueOf(message)));
    return ExitCode.FAILED.code();
  }

  private static String oneLine(String text) {
    return text.lines().findFirst().orElse(text);
  }
}
