package dev.parley.integration.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How much to run, and where to write.
 *
 * @param quick whether it is only to be seen that everything runs
 * @param forks 1, or 0 to run without a JVM for each contestant, which only a test should
 * @param filter which workloads to run, by the simple names of their classes
 * @param passes how often to go over all contestants
 * @param output the folder for results
 */
record Settings(boolean quick, int forks, Pattern filter, int passes, Path output) {
  /** Flags of every JVM that is measured. */
  static final List<String> JVM_FLAGS =
      List.of(
          "-Xms2g",
          "-XX:+AlwaysPreTouch",
          "-Xmx6g",
          "-XX:+UseG1GC",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dslf4j.internal.verbosity=ERROR",
          "-Dlogback.configurationFile=dev/parley/integration/bench/logback.xml");

  /** Reads the system properties that begin with {@code bench.}. */
  static Settings fromProperties() {
    boolean quick = Boolean.getBoolean("bench.quick");
    return new Settings(
        quick,
        1,
        Pattern.compile(System.getProperty("bench.filter", ".*")),
        quick ? 1 : Integer.getInteger("bench.passes", 3),
        Path.of(System.getProperty("bench.output", "target/bench")));
  }

  boolean runs(String workload) {
    return filter.matcher(workload).matches();
  }

  int warmUps() {
    return quick ? 1 : 2;
  }

  TimeValue warmUpTime() {
    return TimeValue.milliseconds(quick ? 1 : 700);
  }

  int iterations() {
    return quick ? 1 : 5;
  }

  TimeValue iterationTime() {
    return TimeValue.milliseconds(quick ? 1 : 400);
  }

  int idleActors() {
    return quick ? 20_000 : 1_000_000;
  }
}
