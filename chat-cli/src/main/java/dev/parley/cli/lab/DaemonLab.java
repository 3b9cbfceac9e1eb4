package dev.parley.cli.lab;

import dev.parley.cli.process.ChildJvm;
import dev.parley.core.time.SystemTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Programs whose main thread ends while another still works. */
final class DaemonLab implements Lab {
  private static final int LINES = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Starts one thread that prints lines, and leaves its main method at once. */
  static final class Program {
    private static final Duration BETWEEN = Duration.ofMillis(30);

    private Program() {}

    /** Takes the kind of the thread. */
    public static void main(String[] args) {
      var builder =
          switch (args[0]) {
            case "daemon" -> Thread.ofPlatform().daemon();
            case "virtual" -> Thread.ofVirtual();
            default -> Thread.ofPlatform();
          };
      builder.start(Program::speak);
      System.out.println("main ends");
    }

    private static void speak() {
      try (var time = new SystemTime(Thread.ofPlatform().daemon().factory())) {
        for (int n = 1; n <= LINES; n++) {
          var over = new CountDownLatch(1);
          time.schedule(BETWEEN, over::countDown);
          over.await();
          System.out.println("line " + n);
        }
      } catch (InterruptedException interrupt) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public String name() {
    return "daemon";
  }

  @Override
  public String lesson() {
    return "a program ends when only daemon threads are left, whatever these were doing";
  }

  @Override
  public void run(Equipment equipment, Notes notes) throws InterruptedException {
    notes.say(
        "Three programs start a thread that prints "
            + LINES
            + " lines, slowly, and their main thread ends at once. How far does each come?");
    for (var kind : List.of("platform", "daemon", "virtual")) {
      try (var child =
          ChildJvm.start(List.of("-XX:TieredStopAtLevel=1"), Program.class, List.of(kind))) {
        long lines = child.lines().stream().filter(line -> line.startsWith("line ")).count();
        notes.count(kind, "lines printed", lines);
        notes.count(kind, "exit code", child.exitCode(PATIENCE));
      }
    }
    notes.say(
        "Learn: the JVM waits for its platform threads, but not for daemons; and virtual threads"
            + " are daemons, always. Whoever must finish is joined by somebody who is not.");
  }
}
