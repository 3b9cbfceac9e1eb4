package dev.parley.integration.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How to start what is measured, with what this machine has. Owns a folder for the run. */
final class Commands implements AutoCloseable {
  private static final Path SOURCE = Path.of("src", "test", "c", "udp.c");

  /** Where Aeron keeps its buffers by default, too: a disk would hold it up. */
  private static final Path MEMORY = Path.of("/dev/shm");

  private final Path folder;
  private final Optional<String> rival;
  private final boolean pins;

  private Commands(Path folder, Optional<String> rival, boolean pins) {
    this.folder = folder;
    this.rival = rival;
    this.pins = pins;
  }

  /** Compiles the rival; says what is missing, and what is therefore left out. */
  static Commands prepare() throws IOException, InterruptedException {
    var folder =
        Files.isWritable(MEMORY)
            ? Files.createTempDirectory(MEMORY, "speed")
            : Files.createTempDirectory("speed");
    var program = folder.resolve("udp").toString();
    boolean compiled = succeeds("gcc", "-O2", "-o", program, SOURCE.toString());
    if (!compiled) {
      System.out.println("no gcc: left out are the rows against C");
    }
    boolean pins =
        Runtime.getRuntime().availableProcessors() > 1 && succeeds("taskset", "1", "true");
    if (!pins) {
      System.out.println("no taskset or one processor: nothing is pinned");
    }
    return new Commands(folder, compiled ? Optional.of(program) : Optional.empty(), pins);
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  /** The compiled C program, if there is a compiler. */
  Optional<String> rival() {
    return rival;
  }

  /** The compiler's name and version. */
  String compiler() throws IOException {
    var process = new ProcessBuilder("gcc", "-dumpfullversion").start();
    try (var output = process.inputReader()) {
      return "gcc " + output.readLine();
    }
  }

  List<String> java(Class<?> program, String... words) {
    return java(program, List.of(words));
  }

  List<String> java(Class<?> program, List<String> words) {
    return java(List.of(), program, words);
  }

  /**
   * With a heap whose use is known to the byte: otherwise what threads have reserved to allocate
   * from counts too, a region of 1 MiB or more.
   */
  List<String> exactHeap(Class<?> program, String... words) {
    return java(List.of("-XX:+UseSerialGC", "-XX:-UseTLAB"), program, List.of(words));
  }

  List<String> aeron(List<String> words) {
    return java(Settings.AERON_FLAGS, AeronStream.class, words);
  }

  private List<String> java(List<String> flags, Class<?> program, List<String> words) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Settings.JVM_FLAGS);
    command.addAll(flags);
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.addAll(words);
    return List.copyOf(command);
  }

  /** The same on one processor alone. */
  List<String> pinned(int processor, List<String> command) {
    if (!pins) {
      return command;
    }
    var pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(processor)));
    pinned.addAll(command);
    return List.copyOf(pinned);
  }

  @Override
  public void close() throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
