package dev.parley.cli;

import dev.parley.cli.doctor.Doctor;
import dev.parley.cli.session.ExitCode;
import dev.parley.core.actor.Threads;
import dev.parley.core.time.SystemTime;
import java.net.NetworkInterface;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley doctor [PORT]}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Says why nobody is found: interfaces, multicast, ports, firewalls.",
    footer = {"", "Exit codes: 0 others can be found from here, 1 they cannot."})
final class DoctorCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PORT",
      arity = "0..1",
      converter = Converters.Port.class,
      description = "the UDP port that others would write to")
  private int port;

  @Option(
      names = "--interface",
      paramLabel = "NAME",
      converter = Converters.Interface.class,
      description = "look at this interface alone")
  private @Nullable NetworkInterface network;

  @Override
  public Integer call() throws InterruptedException {
    if (spec == null) {
      throw new IllegalStateException("the command line sets this");
    }
    var threads = new Threads();
    try (var time = new SystemTime(threads.platform("doctor-timer"))) {
      var doctor = new Doctor(threads, time, Optional.ofNullable(network), port);
      boolean healthy = doctor.examine(spec.commandLine().getOut());
      return (healthy ? ExitCode.DONE : ExitCode.FAILED).code();
    }
  }
}
