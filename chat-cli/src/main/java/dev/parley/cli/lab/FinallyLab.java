package dev.parley.cli.lab;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files that stay open when an exception comes before they are closed. */
final class FinallyLab implements Lab {
  private static final int TIMES = 100;
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  @Override
  public String name() {
    return "finally";
  }

  @Override
  public String lesson() {
    return "what an exception jumps over is not done, unless it stands in finally";
  }

  @Override
  public void run(Equipment equipment, Notes notes) {
    notes.say(
        "A file is opened and read " + TIMES + " times; each time an exception comes on the way.");
    if (!Files.isDirectory(DESCRIPTORS)) {
      notes.say("This system has no " + DESCRIPTORS + ": how many stay open is not counted.");
      return;
    }
    try (var scratch = Scratch.open()) {
      var file = Files.writeString(scratch.path("text"), "no number\n").toRealPath();
      attempt(notes, file, Notes.BROKEN, FinallyLab::closeAtTheEnd);
      attempt(notes, file, "finally", FinallyLab::closeInFinally);
      attempt(notes, file, "block", FinallyLab::closeByBlock);
    } catch (IOException failure) {
      throw new UncheckedIOException("the temporary file failed", failure);
    }
    notes.say(
        "Learn: close where you opened, in finally, or let the block do it (try-with-resources;"
            + " with in Python). An open file is given back at some time by the garbage"
            + " collector, which comes too late for a program that runs out of descriptors first.");
  }

  /** A way to read a file. */
  @FunctionalInterface
  private interface Way {
    /** Reads; keeps hold of what it opened, so that nobody else closes it. */
    void read(Path file, List<InputStream> opened) throws IOException;
  }

  private static void attempt(Notes notes, Path file, String form, Way way) throws IOException {
    var opened = new ArrayList<InputStream>();
    long exceptions = 0;
    try {
      for (int n = 0; n < TIMES; n++) {
        try {
          way.read(file, opened);
        } catch (NumberFormatException expected) {
          exceptions++;
        }
      }
      notes.count(form, "exceptions", exceptions);
      notes.count(form, "descriptors left open", open(file));
    } finally {
      for (var stream : opened) {
        stream.close();
      }
    }
  }

  private static void closeAtTheEnd(Path file, List<InputStream> opened) throws IOException {
    var in = open(file, opened);
    parse(in);
    in.close(); // never comes here
  }

  private static void closeInFinally(Path file, List<InputStream> opened) throws IOException {
    var in = open(file, opened);
    try {
      parse(in);
    } finally {
      in.close();
    }
  }

  private static void closeByBlock(Path file, List<InputStream> opened) throws IOException {
    try (var in = open(file, opened)) {
      parse(in);
    }
  }

  private static InputStream open(Path file, List<InputStream> opened) throws IOException {
    var in = new FileInputStream(file.toFile());
    opened.add(in);
    return in;
  }

  private static void parse(InputStream in) throws IOException {
    var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    if (Integer.parseInt(text) < 0) {
      throw new IllegalStateException("the file has a number in it");
    }
  }

  /** How many descriptors of this process lead to the file. */
  static long open(Path file) throws IOException {
    long open = 0;
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
      for (var descriptor : descriptors) {
        if (Files.isSymbolicLink(descriptor) && leadsTo(descriptor, file)) {
          open++;
        }
      }
    }
    return open;
  }

  private static boolean leadsTo(Path descriptor, Path file) {
    try {
      return Files.readSymbolicLink(descriptor).equals(file);
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }
}
