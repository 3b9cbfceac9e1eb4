package dev.parley.cli;

import dev.parley.cli.session.ChatSession;
import dev.parley.cli.session.SessionSettings;
import dev.parley.cli.terminal.TerminalChat;
import dev.parley.core.actor.Threads;
import dev.parley.core.room.Guard;
import dev.parley.udp.UdpAddress;
import dev.parley.udp.plain.LineEnd;
import dev.parley.udp.plain.PlainSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.TerminalBuilder;

/**
 * A short session on a terminal of its own, which the build runs so that the start-up cache holds
 * the classes of a real one. It talks to itself on loop-back.
 */
final class Training {
  private Training() {}

  static void run(Threads threads) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("parley-training");
    var wire = new PlainSettings(StandardCharsets.UTF_8, LineEnd.LF, 0, false);
    var settings =
        new SessionSettings(
            0,
            Optional.of(wire),
            List.of(),
            Guard.ACTOR,
            Optional.of(folder),
            Optional.empty(),
            false,
            Optional.empty(),
            Duration.ofSeconds(1));
    try (var session = ChatSession.open(settings, threads, node -> {});
        var typist = new Typist("hello", "/peers", "/quit");
        var terminal =
            TerminalBuilder.builder()
                .system(false)
                .providers("jni")
                .graphemeCluster(false)
                .streams(typist.keyboard(), typist)
                .build()) {
      session.link(List.of(new UdpAddress("127.0.0.1", session.port())));
      new TerminalChat(session, terminal).run();
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Types the next line whenever a prompt is shown, and the last one again and again. */
  private static final class Typist extends OutputStream {
    private final PipedOutputStream keys = new PipedOutputStream();
    private final PipedInputStream keyboard = new PipedInputStream(keys);
    private final ArrayDeque<String> lines;

    Typist(String... lines) throws IOException {
      this.lines = new ArrayDeque<>(List.of(lines));
    }

    InputStream keyboard() {
      return keyboard;
    }

    @Override
    public void write(int shown) throws IOException {
      if (shown == '>') {
        var line = lines.size() > 1 ? lines.removeFirst() : lines.getFirst();
        keys.write((line + "\r").getBytes(StandardCharsets.UTF_8));
        keys.flush();
      }
    }

    @Override
    public void close() throws IOException {
      keys.close();
    }
  }
}
