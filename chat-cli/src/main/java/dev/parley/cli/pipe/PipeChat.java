package dev.parley.cli.pipe;

import dev.parley.cli.session.ChatSession;
import dev.parley.cli.session.ExitCode;
import dev.parley.cli.text.HarmlessText;
import dev.parley.cli.text.Names;
import dev.parley.core.room.RoomEvent;
import dev.parley.core.room.RoomListener;
import dev.parley.core.room.SayResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * A chat off a terminal: each line of the input is said, each line that arrives goes to the output.
 * At the end of the input it ends once all is sent, unless it is to listen on.
 */
public final class PipeChat {
  private final ChatSession session;
  private final PrintStream diagnostics;

  private final Runnable unread;

  /**
   * Makes a chat.
   *
   * @param session what it talks through
   * @param diagnostics where it says what went wrong
   * @param unread what to do when nobody reads the output any more
   */
  public PipeChat(ChatSession session, PrintStream diagnostics, Runnable unread) {
    this.session = session;
    this.diagnostics = diagnostics;
    this.unread = unread;
  }

  /** Writes what arrives to an output from now on, as text. */
  public void showText(OutputStream out, Charset charset) {
    show(new TextOutput(out, charset, session.node().self()));
  }

  /** Writes what arrives to an output from now on, as JSON. */
  public void showJson(OutputStream out) {
    show(new JsonOutput(out, session.node().self(), session.node().room()));
  }

  private void show(EventOutput output) {
    session.show(new Writer(output));
  }

  /**
   * Says every line of an input; on the sealed wire not before the peers that were named are
   * linked, or anybody if none was.
   *
   * @return how it went: done if all were said and sent, and confirmed on the sealed wire
   */
  public ExitCode sayAll(InputStream in, Charset charset) throws IOException, InterruptedException {
    var input = new LineInput(in, charset);
    boolean allSaid = true;
    boolean linked = !session.sealed();
    long number = 0;
    while (true) {
      number++;
      switch (input.next()) {
        case LineInput.Read.End end -> {
          return atEnd(session.flush(), allSaid);
        }
        case LineInput.Read.Bad(var why) -> {
          refused(number, why);
          allSaid = false;
        }
        case LineInput.Read.Line(var text) -> {
          linked = linked || session.awaitLinked();
          if (!linked) {
            diagnostics.println("parley: nobody, or not everybody, could be reached in time");
            return ExitCode.NOT_IN_TIME;
          }
          if (session.say(text) instanceof SayResult.Refused(var reason, var detail)) {
            refused(number, detail + remedy(reason));
            allSaid = false;
          }
        }
      }
    }
  }

  private ExitCode atEnd(boolean arrived, boolean allSaid) {
    if (!allSaid || (!arrived && !session.sealed())) {
      return ExitCode.FAILED;
    }
    if (!arrived) {
      diagnostics.println("parley: not everybody confirmed everything in time");
      return ExitCode.NOT_IN_TIME;
    }
    return ExitCode.DONE;
  }

  private static String remedy(SayResult.Reason reason) {
    return reason == SayResult.Reason.NOBODY ? ": name a peer with --peer HOST:PORT" : "";
  }

  private void refused(long number, String why) {
    diagnostics.println("parley: line " + number + " was not sent: " + why);
  }

  /** Puts events into the output, on the subscriber's thread. */
  private final class Writer implements RoomListener {
    private final EventOutput output;
    private final Names names = new Names();
    private boolean broken;

    Writer(EventOutput output) {
      this.output = output;
    }

    @Override
    public void on(RoomEvent event) {
      names.learn(event);
      diagnose(event);
      attempt(() -> output.write(event));
    }

    private void diagnose(RoomEvent event) {
      switch (event) {
        case RoomEvent.Undelivered(var who, var lines, var reason) ->
            diagnostics.println(
                "parley: "
                    + lines
                    + (lines == 1 ? " line" : " lines")
                    + " did not reach "
                    + names.of(who)
                    + ": "
                    + HarmlessText.of(reason));
        case RoomEvent.Gap(var missed) ->
            diagnostics.println(
                "parley: " + missed + " events were missed: the output is read too slowly");
        case RoomEvent.Missed(var from, var lines) ->
            diagnostics.println(
                "parley: " + lines + " lines of " + names.of(from) + " were missed");
        case RoomEvent.Said said -> {}
        case RoomEvent.Joined joined -> {}
        case RoomEvent.Named named -> {}
        case RoomEvent.Suspected suspected -> {}
        case RoomEvent.Recovered recovered -> {}
        case RoomEvent.Left(var link, var who, var reason) -> names.forget(who);
      }
    }

    @Override
    public void batchEnd() {
      attempt(output::flush);
    }

    private void attempt(Output action) {
      if (broken) {
        return;
      }
      try {
        action.run();
      } catch (IOException closed) {
        broken = true;
        diagnostics.println("parley: standard output cannot be written: " + closed.getMessage());
        unread.run();
      }
    }
  }

  /** Something that writes. */
  @FunctionalInterface
  private interface Output {
    void run() throws IOException;
  }
}
