package dev.parley.cli.terminal;

import dev.parley.cli.session.ChatSession;
import dev.parley.cli.text.HarmlessText;
import dev.parley.cli.text.Names;
import dev.parley.core.room.RoomEvent;
import dev.parley.core.room.RoomListener;
import dev.parley.core.room.SayResult;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/**
 * A chat on a terminal: the calling thread reads the keyboard, and what arrives is printed above
 * the line that is being typed, from a thread of its own.
 */
public final class TerminalChat {
  private static final String PRODUCT = "parley";
  private static final int MOST_NAMED = 3;

  private final ChatSession session;
  private final Terminal terminal;
  private final LineReaderImpl reader;
  private final Commands commands;

  /** Who hears what is typed. Guarded by this object's monitor, as is the reader's copy of it. */
  private String prompt = prompt(List.of());

  /**
   * Makes a chat.
   *
   * @param session what it talks through
   * @param terminal where
   */
  public TerminalChat(ChatSession session, Terminal terminal) {
    this.session = session;
    this.terminal = terminal;
    this.commands = new Commands(session);
    try {
      this.reader = new LineReaderImpl(terminal, PRODUCT);
    } catch (IOException failure) {
      throw new UncheckedIOException("the terminal cannot be read", failure);
    }
    // What is typed is said as it is: no escapes, no quotes, no history expansion.
    var literal = new DefaultParser();
    literal.setEscapeChars(new char[0]);
    literal.setQuoteChars(new char[0]);
    reader.setParser(literal);
    reader.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
    reader.getWidgets().put(LineReader.CALLBACK_INIT, this::usePrompt);
    reader.setVariable(LineReader.HISTORY_FILE, session.profile().inputHistory());
    reader.setVariable(LineReader.HISTORY_SIZE, 1000);
    reader.setVariable(LineReader.HISTORY_FILE_SIZE, 1000);
  }

  /** Chats until the user leaves: by {@code /quit}, the end of input, or Ctrl-C. */
  public void run() throws InterruptedException {
    // Raw all the time, not only while a line is read: else what is typed between two lines would
    // be echoed by the terminal, in the wrong place. Closing the terminal undoes it.
    terminal.enterRawMode();
    session.show(new Screen());
    reader.printAbove(
        "Parley on UDP port "
            + session.port()
            + (session.sealed()
                ? ", sealed; you are " + session.node().self()
                : ", plain: nothing is protected")
            + ". /help lists the commands.");
    if (session.sealed()) {
      session.whenAlone(ChatSession.ALONE, () -> print("* " + ChatSession.HINT));
    }
    try {
      while (typed(reader.readLine())) {
        // until the user leaves
      }
    } catch (UserInterruptException | EndOfFileException leaving) {
      session.flush();
    }
  }

  /** Of many only the first are named: the line is for typing. */
  private static String prompt(List<String> linked) {
    var prompt = new StringJoiner(", ", "", "> ").setEmptyValue("nobody> ");
    linked.stream().limit(MOST_NAMED).forEach(prompt::add);
    if (linked.size() > MOST_NAMED) {
      prompt.add(linked.size() - MOST_NAMED + " more");
    }
    return prompt.toString();
  }

  /** Called by the reader when it begins to read a line. */
  private synchronized boolean usePrompt() {
    reader.setPrompt(prompt);
    return true;
  }

  /**
   * Called by the screen's thread at any time. A monitor, because the reader takes no messages: a
   * line that is just being begun must not overwrite a newer prompt with an older one.
   */
  private synchronized void changePrompt(String now) {
    prompt = now;
    reader.setPrompt(now);
  }

  /** Does what a typed line asks for; false if that is to leave. */
  private boolean typed(String line) throws InterruptedException {
    if (line.isEmpty()) {
      return true;
    }
    if (line.startsWith("/") && !line.startsWith("//")) {
      return command(line);
    }
    say(line.startsWith("/") ? line.substring(1) : line);
    return true;
  }

  private boolean command(String line) throws InterruptedException {
    return switch (commands.run(line)) {
      case Commands.Outcome.Quit quit -> {
        session.flush();
        yield false;
      }
      case Commands.Outcome.Show(var text) -> {
        print(text);
        yield true;
      }
    };
  }

  private void say(String text) throws InterruptedException {
    if (session.say(text) instanceof SayResult.Refused(var reason, var detail)) {
      var remedy = reason == SayResult.Reason.NOBODY ? ": name somebody with /to HOST:PORT" : "";
      print("not sent: " + detail + remedy);
    }
  }

  private void print(String text) {
    reader.printAbove(new AttributedString(text));
  }

  /** Prints events above the prompt: all that came at once with one redraw. */
  private final class Screen implements RoomListener {
    private final List<String> rows = new ArrayList<>();
    private final Map<LinkId, Origin> linked = new TreeMap<>();
    private final Names names = new Names();

    @Override
    public void on(RoomEvent event) {
      names.learn(event);
      switch (event) {
        case RoomEvent.Said(Origin.Member(var who), var line, var at, var known)
            when who.equals(session.node().self()) -> {} // it stands there as it was typed
        case RoomEvent.Said(var from, var line, var at, var known) ->
            rows.addAll(
                wrapped(
                    names.of(from)
                        + (known ? ": " : " (stranger): ")
                        + HarmlessText.of(line.text())));
        case RoomEvent.Joined(var link, var who) -> {
          linked.put(link, who);
          rows.add("* " + who + (session.sealed() ? " joined" : " is your partner now"));
        }
        case RoomEvent.Named(var link, var who, var nick) ->
            rows.add("* " + who + " is " + names.of(who));
        case RoomEvent.Suspected(var link, var who) ->
            rows.add("* " + names.of(who) + " does not answer");
        case RoomEvent.Recovered(var link, var who) ->
            rows.add("* " + names.of(who) + " answers again");
        case RoomEvent.Left(var link, var who, var reason) -> {
          linked.remove(link);
          rows.add(
              "* "
                  + names.of(who)
                  + (session.sealed()
                      ? " left: " + HarmlessText.of(reason)
                      : " is no longer your partner"));
          names.forget(who);
        }
        case RoomEvent.Undelivered(var who, var lines, var reason) ->
            rows.add(
                "* "
                    + lines
                    + (lines == 1 ? " line" : " lines")
                    + " did not reach "
                    + names.of(who)
                    + ": "
                    + HarmlessText.of(reason));
        case RoomEvent.Missed(var from, var lines) ->
            rows.add("* " + lines + " lines of " + names.of(from) + " were missed");
        case RoomEvent.Gap(var missed) -> {
          linked.clear();
          linked.putAll(session.linked()); // who came or went may have been among them
          rows.add("* " + missed + " events were missed");
        }
      }
    }

    /** Breaks rows ourselves: one that the terminal breaks could pass for somebody else's. */
    private List<String> wrapped(String text) {
      int width = Math.max(terminal.getColumns(), 2 * HarmlessText.CONTINUATION.length());
      var fitting = new ArrayList<String>();
      for (var row : text.split("\n", -1)) {
        var rest = new AttributedString(row);
        fitting.add(rest.columnSubSequence(0, width).toString());
        while (rest.columnLength() > width) {
          var tail = rest.columnSubSequence(width, rest.columnLength()).toString();
          rest = new AttributedString(HarmlessText.CONTINUATION + tail);
          fitting.add(rest.columnSubSequence(0, width).toString());
        }
      }
      return fitting;
    }

    @Override
    public void batchEnd() {
      if (!rows.isEmpty()) {
        changePrompt(prompt(linked.values().stream().map(names::of).toList()));
        print(String.join("\n", rows));
        rows.clear();
      }
    }
  }
}
