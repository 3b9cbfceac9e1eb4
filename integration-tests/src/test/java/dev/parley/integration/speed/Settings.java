package dev.parley.integration.speed;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How much to run, and where to write.
 *
 * @param quick whether it is only to be seen that everything runs
 * @param filter which contestants to run, by their names
 * @param passes how often to go over all contestants
 * @param output the folder for the table
 */
record Settings(boolean quick, Pattern filter, int passes, Path output) {
  /** Flags of every JVM that is measured. */
  static final List<String> JVM_FLAGS =
      List.of(
          "-Xms1g",
          "-Xmx1g",
          "-Dslf4j.internal.verbosity=ERROR",
          "-Dlogback.configurationFile=dev/parley/integration/bench/logback.xml");

  /** What Agrona, below Aeron, needs besides. */
  static final List<String> AERON_FLAGS =
      List.of(
          "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /** Reads the system properties that begin with {@code speed.}. */
  static Settings fromProperties() {
    boolean quick = Boolean.getBoolean("speed.quick");
    return new Settings(
        quick,
        Pattern.compile(System.getProperty("speed.filter", ".*")),
        quick ? 1 : Integer.getInteger("speed.passes", 3),
        Path.of(System.getProperty("speed.output", "target/speed")));
  }

  boolean runs(String contestant) {
    return filter.matcher(contestant).matches();
  }

  /** For messages in a row, and for one at a time. */
  Timing timing() {
    return quick ? new Timing(0.2, 1) : new Timing(4, 4);
  }

  /** How many datagrams are lost, one after the other. */
  int losses() {
    return quick ? 5 : 300;
  }

  int idleSessions() {
    return quick ? 20 : 200;
  }

  int idleSeconds() {
    return quick ? 2 : 20;
  }
}
