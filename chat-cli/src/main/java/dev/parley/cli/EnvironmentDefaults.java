package dev.parley.cli;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Takes what the command line does not say from the environment: {@code --peer} from PARLEY_PEER.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {
  private static final String PREFIX = "PARLEY_";

  private final Map<String, String> environment;

  EnvironmentDefaults(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (argument instanceof OptionSpec option) {
      return option.usageHelp() || option.versionHelp() || option.hidden()
          ? null
          : value(option.longestName());
    }
    return value(argument.paramLabel());
  }

  /** An empty variable counts as none. */
  private @Nullable String value(String name) {
    var value = environment.get(variable(name));
    return value == null || value.isEmpty() ? null : value;
  }

  /** The variable that stands for an option or parameter. */
  static String variable(String name) {
    return PREFIX + name.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
