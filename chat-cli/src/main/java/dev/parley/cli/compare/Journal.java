package dev.parley.cli.compare;

import dev.parley.core.entry.Entry;
import dev.parley.core.history.HistoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A history that sums up what it gets and, if it has a file, forces it to the disk each time. */
final class Journal implements HistoryStore {
  private final Checksum checksum = new Checksum();
  private final @Nullable FileChannel file;
  private long appends;

  private Journal(@Nullable FileChannel file) {
    this.file = file;
  }

  static Journal inMemory() {
    return new Journal(null);
  }

  /** Makes a journal in a file that is gone when it is closed. */
  static Journal onDisk() throws IOException {
    var path =
        Files.createTempFile(
            Path.of(System.getProperty("java.io.tmpdir")), "parley-compare", ".journal");
    var file = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    try {
      Files.delete(path); // an open file lives on: nothing is left if this JVM is killed
    } catch (IOException notHere) {
      return new Journal(file); // some systems keep the name as long as the file is open
    }
    return new Journal(file);
  }

  /** A room calls this from one thread at a time; whoever reads afterwards has joined that. */
  @Override
  public synchronized void append(List<Entry> entries) throws IOException {
    appends++;
    for (var entry : entries) {
      checksum.add(entry.text());
    }
    if (file != null) {
      write(file, entries);
    }
  }

  private static void write(FileChannel file, List<Entry> entries) throws IOException {
    var text = new StringBuilder();
    entries.forEach(entry -> text.append(entry.text()).append('\n'));
    var bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      if (file.write(bytes) < 0) {
        throw new IOException("the journal takes no more");
      }
    }
    file.force(false);
  }

  @Override
  public List<Entry> recent(int most) {
    return List.of();
  }

  synchronized Checksum checksum() {
    return checksum;
  }

  /** How many times it was given entries: each is one wait for the disk. */
  synchronized long appends() {
    return appends;
  }

  @Override
  public void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException failure) {
        throw new UncheckedIOException("the journal does not close", failure);
      }
    }
  }
}
