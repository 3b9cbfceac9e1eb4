package dev.parley.cli;

import dev.parley.cli.pipe.PipeChat;
import dev.parley.cli.session.ChatSession;
import dev.parley.cli.session.ExitCode;
import dev.parley.cli.session.SessionSettings;
import dev.parley.cli.terminal.TerminalChat;
import dev.parley.core.actor.Threads;
import dev.parley.core.identity.Nick;
import dev.parley.core.node.ChatNode;
import dev.parley.core.room.Guard;
import dev.parley.udp.UdpAddress;
import dev.parley.udp.plain.LineEnd;
import dev.parley.udp.plain.PlainSettings;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line: {@code parley [PORT]} and its options. */
@Command(
    name = "parley",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Group chat with no server.",
    subcommands = {CompareCommand.class, DoctorCommand.class, LabCommand.class},
    footer = {
      "",
      "Every option can also be set in the environment: --peer as PARLEY_PEER.",
      "Exit codes: 0 done, 1 failed, 2 usage, 3 not confirmed in time."
    })
final class ParleyCommand implements Callable<Integer> {
  private static final String UNPROTECTED =
      "parley: plain: nothing is protected, anybody on the way can read and forge every line";

  private static final List<String> PLAIN_ONLY = List.of("--charset", "--line-end", "--rate");

  @Spec private @Nullable CommandSpec spec;

  // Each switch has a fallback value, else one that the environment sets as well would be off.

  @Parameters(
      paramLabel = "PORT",
      arity = "0..1",
      converter = Converters.Port.class,
      description = "UDP port to use; none or 0 picks a free one")
  private int port;

  @Option(
      names = "--plain",
      fallbackValue = "true",
      description = "chat unprotected with any program that has a UDP socket")
  private boolean plain;

  @Option(
      names = "--peer",
      paramLabel = "HOST:PORT",
      split = ",",
      converter = Converters.Peer.class,
      description = "link this peer; may be given several times")
  private List<UdpAddress> peers = new ArrayList<>();

  @Option(
      names = "--nick",
      paramLabel = "NAME",
      converter = Converters.Label.class,
      description = "what others see beside your key")
  private @Nullable Nick nick;

  @Option(
      names = "--no-discovery",
      fallbackValue = "true",
      description = "do not look for others on the network, only link those who are named or call")
  private boolean noDiscovery;

  @Option(
      names = "--interface",
      paramLabel = "NAME",
      converter = Converters.Interface.class,
      description =
          "look for others over this interface alone; lo keeps everything on this machine")
  private @Nullable NetworkInterface network;

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      converter = Converters.WritableCharset.class,
      description = "character set of the plain wire (default: UTF-8)")
  private Charset charset = StandardCharsets.UTF_8;

  @Option(
      names = "--line-end",
      paramLabel = "END",
      description = "put lf, crlf or none behind each plain line (default: lf)")
  private LineEnd lineEnd = LineEnd.LF;

  @Option(
      names = "--rate",
      paramLabel = "LINES",
      converter = Converters.Rate.class,
      description = "send at most so many plain lines a second to each peer (default: 4000)")
  private int rate = PlainSettings.DEFAULT_RATE;

  @Option(
      names = "--listen",
      fallbackValue = "true",
      description = "go on after the end of standard input")
  private boolean listen;

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "print one JSON object for each event")
  private boolean json;

  @Option(
      names = "--guard",
      paramLabel = "GUARD",
      description = "guard the room with an actor or a lock (default: actor)")
  private Guard guard = Guard.ACTOR;

  @Option(
      names = "--profile",
      paramLabel = "DIR",
      description = "keep the files of this run here (default: a folder for each port)")
  private @Nullable Path profile;

  @Option(
      names = "--stats",
      fallbackValue = "true",
      description = "print every counter at the end, to standard error")
  private boolean stats;

  @Option(
      names = "--within",
      paramLabel = "SPAN",
      converter = Converters.Span.class,
      description = "how long sealed peers may take to be linked and to confirm (default: 30s)")
  private Duration within = Duration.ofSeconds(30);

  @Option(names = "--train", hidden = true)
  private boolean train;

  private final Threads threads = new Threads();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (train) {
      Training.run(threads);
      return ExitCode.DONE.code();
    }
    checkWire();
    return chat().code();
  }

  /** An option that would do nothing is a mistake, unless it only stands in the environment. */
  private void checkWire() {
    if (plain || spec == null) {
      return;
    }
    var parsed = spec.commandLine().getParseResult();
    for (var option : PLAIN_ONLY) {
      if (parsed.hasMatchedOption(option)) {
        throw new ParameterException(
            spec.commandLine(), option + " is for the plain wire: add --plain, or leave it out");
      }
    }
  }

  private ExitCode chat() throws IOException, InterruptedException {
    var wire = new PlainSettings(charset, lineEnd, rate, peers.isEmpty());
    var settings =
        new SessionSettings(
            port,
            plain ? Optional.of(wire) : Optional.empty(),
            peers,
            guard,
            Optional.ofNullable(profile),
            Optional.ofNullable(nick),
            !noDiscovery,
            Optional.ofNullable(network),
            within);
    var session =
        ChatSession.open(settings, threads, stats ? ParleyCommand::printStats : node -> {});
    ExitCode done;
    try (session) {
      Runtime.getRuntime().addShutdownHook(threads.platform("shutdown").newThread(session::close));
      session.link(peers);
      if (!interactive() && session.sealed()) {
        session.whenAlone(
            ChatSession.ALONE, () -> System.err.println("parley: " + ChatSession.HINT));
      }
      done = interactive() ? onTerminal(session) : offTerminal(session);
    }
    if (session.undelivered() > 0) {
      System.err.println("parley: lines that did not reach somebody: " + session.undelivered());
    }
    return done == ExitCode.DONE && session.undelivered() > 0 ? ExitCode.FAILED : done;
  }

  private boolean interactive() {
    return !json
        && !"dumb".equals(System.getenv("TERM"))
        && Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  private ExitCode onTerminal(ChatSession session) throws IOException, InterruptedException {
    if (plain) {
      System.err.println(Ansi.ON.string("@|bold,red " + UNPROTECTED + "|@"));
    }
    // Asking the terminal what it can do would cost a quarter of a second, and its late answer
    // would look as if it had been typed.
    try (var terminal =
        TerminalBuilder.builder()
            .system(true)
            .dumb(false)
            .providers("jni")
            .graphemeCluster(false)
            .encoding(charsetOf("stdout.encoding"))
            .stdinEncoding(charsetOf("stdin.encoding"))
            .stdoutEncoding(charsetOf("stdout.encoding"))
            .build()) {
      new TerminalChat(session, terminal).run();
    }
    return ExitCode.DONE;
  }

  private ExitCode offTerminal(ChatSession session) throws IOException, InterruptedException {
    System.err.println(
        "parley: on UDP port "
            + session.port()
            + (session.sealed()
                ? ", sealed, as " + session.node().self()
                : ", plain: nothing is protected"));
    var chat = new PipeChat(session, System.err, this::exitUnread);
    var out = new FileOutputStream(FileDescriptor.out);
    if (json) {
      chat.showJson(out);
    } else {
      chat.showText(out, charsetOf("stdout.encoding"));
    }
    var done = chat.sayAll(System.in, charsetOf("stdin.encoding"));
    if (listen) {
      new CountDownLatch(1).await(); // until a signal ends the program
    }
    return done;
  }

  /** The character set of a stream; a machine without a locale means UTF-8 nowadays. */
  private static Charset charsetOf(String property) {
    var name = System.getProperty(property);
    var charset = name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
    return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
  }

  /** Nobody reads the output any more, while the main thread may wait for input. */
  private void exitUnread() {
    threads.platform("exit").newThread(() -> System.exit(ExitCode.FAILED.code())).start();
  }

  private static void printStats(ChatNode node) {
    try {
      node.counters().forEach((name, count) -> System.err.println(name + " " + count));
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }
}
