package dev.parley.cli.lab;

import dev.parley.cli.process.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** The port from the command line, as children of this program get it. */
final class ArgvLab implements Lab {
  private static final List<String> FLAGS = List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Each is one command line. */
  private static final List<List<String>> LINES =
      List.of(
          List.of("0"),
          List.of(),
          List.of("65536"),
          List.of("-1"),
          List.of("abc"),
          List.of("10086", "10087"));

  /** Says what its arguments are. */
  static final class Echo {
    private Echo() {}

    /** Prints the number of arguments, then each in a line of its own. */
    public static void main(String[] args) {
      System.out.println(args.length);
      for (var argument : args) {
        System.out.println(argument);
      }
    }
  }

  @Override
  public String name() {
    return "argv";
  }

  @Override
  public String lesson() {
    return "the port comes from the command line, as text that may be anything";
  }

  @Override
  public void run(Equipment equipment, Notes notes) throws InterruptedException {
    notes.say("A program is handed its command line as words. This is what one of them got:");
    var words = List.of("10086", "two words", "");
    try (var echo = ChildJvm.start(FLAGS, Echo.class, words)) {
      var got = echo.lines();
      notes.say("  sent " + quoted(words) + ", received " + quoted(got.subList(1, got.size())));
      notes.count("program", "arguments received", Long.parseLong(got.getFirst()));
    }
    notes.say(
        "In Java the words begin after the program's name; in C and Python the name is the first."
            + "\nWhether a word is a port is for the program to find out. This one, started with"
            + " each:");
    var codes = new LinkedHashMap<String, Integer>();
    try (var scratch = Scratch.open()) {
      for (var line : LINES) {
        var label = line.isEmpty() ? "nothing" : String.join(" ", line);
        codes.put(label, attempt(equipment, notes, line, scratch.path("profile")));
      }
    }
    codes.forEach((line, code) -> notes.count("exit code", line, code));
    notes.say(
        "Learn: take arguments for what they are, text from outside. Check the form and the bounds"
            + " (0 to 65535), refuse with one clear line and an exit code of its own (here 2), and"
            + " give none and 0 a meaning (any free port).");
  }

  private static int attempt(Equipment equipment, Notes notes, List<String> line, Path profile)
      throws InterruptedException {
    var arguments = new ArrayList<>(line);
    arguments.addAll(List.of("--plain", "--profile", profile.toString()));
    try (var child = ChildJvm.start(FLAGS, equipment.program(), arguments)) {
      var said = child.lines();
      int code = child.exitCode(PATIENCE);
      var first = said.isEmpty() ? "(nothing)" : said.getFirst();
      notes.say("  " + quoted(line) + " ends with " + code + ", says: " + first);
      return code;
    }
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> '"' + word + '"').toList().toString();
  }
}
