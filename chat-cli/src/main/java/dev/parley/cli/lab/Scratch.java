package dev.parley.cli.lab;

import dev.parley.cli.process.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A folder for the files of one experiment, readable by its owner alone. It is deleted when it is
 * closed, or when a signal ends the program before that.
 */
final class Scratch implements AutoCloseable {
  static final String PREFIX = "parley-lab";

  private final Path folder;
  private final Thread hook;

  private Scratch(Path folder) {
    this.folder = folder;
    this.hook = new Thread(this::deleteAfterChildren, "delete-scratch");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException ending) {
      delete();
      throw ending;
    }
  }

  /**
   * Makes one.
   *
   * @throws UncheckedIOException if it cannot be made
   */
  static Scratch open() {
    try {
      return new Scratch(Files.createTempDirectory(PREFIX));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make a temporary folder", failure);
    }
  }

  /** Where in it something of this name is; it need not exist. */
  Path path(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() {
    try {
      delete();
    } finally {
      removeHook();
    }
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      return; // the hook runs
    }
  }

  /** A child that still ran could write again. */
  private void deleteAfterChildren() {
    ChildJvm.endAll();
    delete();
  }

  /** One at a time: a signal can come while it is being closed. */
  private synchronized void delete() {
    if (!Files.exists(folder)) {
      return;
    }
    try {
      Files.walkFileTree(folder, new Deletion());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot delete " + folder, failure);
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.deleteIfExists(emptied);
      return FileVisitResult.CONTINUE;
    }
  }
}
