package dev.parley.cli.terminal;

import dev.parley.cli.session.ChatSession;
import dev.parley.cli.session.FailureException;
import dev.parley.cli.text.Names;
import dev.parley.core.identity.Nick;
import dev.parley.core.transport.LinkId;
import dev.parley.udp.UdpAddress;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What can be typed after a slash. */
final class Commands {
  private static final String TO = "/to HOST:PORT   talk to this peer and to nobody else\n";

  private static final String SEALED =
      """
      /peer HOST:PORT link this peer too
      /nick NAME      be called so from now on
      """;

  private static final String HELP =
      """
      /who, /peers    who is linked, where, and how many lines each is behind
      /threads        every live thread of this program
      /actors         every actor: what it does, for how long, what waits for it
      /stats          every counter, drops with their reasons
      /help           this list
      /quit           send what was said, and leave
      //text          say a line that begins with a slash\
      """;

  private final ChatSession session;

  Commands(ChatSession session) {
    this.session = session;
  }

  /** What comes of a command. */
  sealed interface Outcome {
    /** Something to show. */
    record Show(String text) implements Outcome {}

    /** The end. */
    record Quit() implements Outcome {}
  }

  /**
   * Runs a command.
   *
   * @param line what was typed, from the slash on
   */
  Outcome run(String line) throws InterruptedException {
    try {
      return outcome(line);
    } catch (IllegalStateException busy) {
      return new Outcome.Show(String.valueOf(busy.getMessage()));
    }
  }

  private Outcome outcome(String line) throws InterruptedException {
    var words = List.of(line.strip().split("\\s+"));
    var rest = words.subList(1, words.size());
    return switch (words.getFirst()) {
      case "/quit", "/exit" -> new Outcome.Quit();
      case "/help" -> new Outcome.Show((session.sealed() ? SEALED : TO) + HELP);
      case "/to" -> new Outcome.Show(session.sealed() ? unknown("/to") : to(rest));
      case "/peer" -> new Outcome.Show(session.sealed() ? peer(rest) : unknown("/peer"));
      case "/nick" -> new Outcome.Show(session.sealed() ? nick(rest) : unknown("/nick"));
      case "/who", "/peers" -> new Outcome.Show(peers());
      case "/threads" -> new Outcome.Show(threads());
      case "/actors" -> new Outcome.Show(session.node().actorTree().strip());
      case "/stats" -> new Outcome.Show(stats());
      default -> new Outcome.Show(unknown(words.getFirst()));
    };
  }

  private static String unknown(String command) {
    return "there is no command " + command + ": /help lists them";
  }

  private String to(List<String> words) throws InterruptedException {
    if (words.size() != 1) {
      return "write /to HOST:PORT";
    }
    try {
      session.redirect(UdpAddress.parse(words.getFirst()));
      return "talking to "
          + String.join(", ", session.linked().values().stream().map(Object::toString).toList());
    } catch (IllegalArgumentException | FailureException wrong) {
      return String.valueOf(wrong.getMessage());
    }
  }

  private String peer(List<String> words) throws InterruptedException {
    if (words.size() != 1) {
      return "write /peer HOST:PORT";
    }
    try {
      session.link(List.of(UdpAddress.parse(words.getFirst())));
      return "calling " + words.getFirst();
    } catch (IllegalArgumentException | FailureException wrong) {
      return String.valueOf(wrong.getMessage());
    }
  }

  private String nick(List<String> words) {
    if (words.size() != 1) {
      return "write /nick NAME";
    }
    try {
      boolean told = session.node().rename(new Nick(words.getFirst()));
      return told ? "you are " + words.getFirst() + " now" : "too much is going on: try again";
    } catch (IllegalArgumentException wrong) {
      return String.valueOf(wrong.getMessage());
    }
  }

  private String peers() throws InterruptedException {
    var links = session.node().report().links();
    var addresses = new TreeMap<LinkId, String>();
    session
        .node()
        .addresses()
        .forEach((address, link) -> addresses.merge(link, address.text(), (a, b) -> a + " " + b));
    return links.isEmpty()
        ? (session.sealed()
            ? "nobody is linked: name somebody with /peer HOST:PORT"
            : "nobody is linked: the first to write will be, or name one with /to HOST:PORT")
        : rows(
            links.stream()
                .map(link ->
                    row(
                        Names.label(link.who(), link.nick()),
                        link.behind() + " behind",
                        link.suspect() ? "silent" : "",
                        session.sealed() ? addresses.getOrDefault(link.link(), "") : "")));
  }

  private String threads() {
    var known = new LinkedHashSet<>(session.node().threads().live());
    // The JVM lists platform threads only, and ours only the threads that we made.
    Stream.of(Thread.getAllStackTraces().keySet())
        .flatMap(Set::stream)
        .sorted(Comparator.comparing(Thread::getName))
        .forEach(known::add);
    return rows(known.stream().map(Commands::describe));
  }

  private static String describe(Thread thread) {
    var kind = thread.isVirtual() ? "virtual" : "platform";
    var daemon = thread.isDaemon() ? "daemon" : "";
    return row(thread.getName(), kind, daemon, lower(thread.getState()));
  }

  private static String lower(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private String stats() throws InterruptedException {
    return rows(
        session.node().counters().entrySet().stream()
            .map(each -> String.format(Locale.ROOT, "%-44s %12d", each.getKey(), each.getValue())));
  }

  private static String row(String name, String... cells) {
    var row = new StringBuilder(String.format(Locale.ROOT, "%-20s", name));
    for (var cell : cells) {
      row.append(String.format(Locale.ROOT, " %-9s", cell));
    }
    return row.toString().stripTrailing();
  }

  private static String rows(Stream<String> rows) {
    return String.join("\n", rows.toList());
  }
}
