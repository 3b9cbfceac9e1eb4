package dev.parley.integration.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/** The lines that a child process has written so far, collected by a thread of its own. */
final class Output {
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;

  Output(InputStream from, Charset charset) {
    reader = Thread.ofVirtual().start(() -> collect(from, charset));
  }

  private void collect(InputStream from, Charset charset) {
    try (var in = new BufferedReader(new InputStreamReader(from, charset))) {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        add(line);
      }
    } catch (IOException closed) {
      if (!"Stream closed".equals(closed.getMessage())) {
        throw new UncheckedIOException(closed);
      }
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  synchronized int size() {
    return lines.size();
  }

  /** Waits until the process has closed its end. */
  List<String> all() throws InterruptedException {
    if (!reader.join(ParleyProcess.PATIENCE)) {
      throw new IllegalStateException("the process keeps its output open: " + lines());
    }
    return lines();
  }
}
