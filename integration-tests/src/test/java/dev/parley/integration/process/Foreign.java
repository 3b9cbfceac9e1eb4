package dev.parley.integration.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A program of others that has a UDP socket. */
enum Foreign {
  NC("nc") {
    @Override
    List<String> command(int own, int port) {
      return List.of("nc", "-u", "-p", text(own), "127.0.0.1", text(port));
    }
  },
  SOCAT("socat") {
    @Override
    List<String> command(int own, int port) {
      return List.of("socat", "-", "UDP4:127.0.0.1:" + port + ",bind=127.0.0.1:" + own);
    }
  },
  PYTHON("python3") {
    @Override
    List<String> command(int own, int port) {
      var script = Path.of("src/test/resources/two_threads.py").toAbsolutePath().toString();
      return List.of("python3", "-u", script, text(own), text(port));
    }
  };

  private final String program;

  Foreign(String program) {
    this.program = program;
  }

  abstract List<String> command(int own, int port);

  private static String text(int number) {
    return Integer.toString(number);
  }

  /** Starts it on a port of its own, to talk to another one; skips the test where it is missing. */
  Talking start(int own, int port, Charset charset) throws IOException {
    Skip.unless(installed(), program + " is not installed");
    var process =
        new ProcessBuilder(command(own, port))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new Talking(process, new Output(process.getInputStream(), charset));
  }

  private boolean installed() {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** The running program. */
  record Talking(Process process, Output out) implements AutoCloseable {
    OutputStream input() {
      return process.getOutputStream();
    }

    @Override
    public void close() {
      ParleyProcess.kill(process);
    }
  }
}
