package dev.parley.integration.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One or two processes that measure something. The second is told the port of the first as its last
 * word.
 *
 * @param name short, for the filter
 * @param first begins; says that it is ready if there is a second
 * @param second follows; empty if there is none
 * @param measures whose end is the end
 */
record Contestant(String name, List<String> first, List<String> second, Measures measures) {
  /** Which of the two says the last figure; the other goes on until it is ended. */
  enum Measures {
    FIRST,
    SECOND
  }

  /** The contestants of a table, with what they run in. */
  static List<Contestant> all(Settings settings, Commands commands) {
    var all = new ArrayList<Contestant>();
    streams(settings, commands, all);
    trips(settings, commands, all);
    all.add(
        second(
            "repair",
            commands.java(Repair.class, "echo"),
            commands.java(Repair.class, "lose", Integer.toString(settings.losses()))));
    all.add(
        second(
            "line-bytes",
            commands.java(LineBytes.class, "echo"),
            commands.java(LineBytes.class, "say")));
    var sessions = Integer.toString(settings.idleSessions());
    all.add(
        first(
            "idle",
            commands.exactHeap(
                IdleSessions.class, "hub", sessions, Integer.toString(settings.idleSeconds())),
            commands.java(IdleSessions.class, "peers", sessions)));
    all.add(
        first(
            "handshakes",
            commands.pinned(0, commands.java(HandshakeRate.class, words(settings))),
            List.of()));
    return all.stream().filter(each -> settings.runs(each.name())).toList();
  }

  private static void streams(Settings settings, Commands commands, List<Contestant> all) {
    all.add(sealed(settings, commands, "virtual", "1408"));
    commands
        .rival()
        .ifPresent(program ->
            all.add(
                first(
                    "c-stream",
                    words(List.of(program, "receive"), settings),
                    List.of(program, "send", Integer.toString(SealedStream.BYTES)))));
    all.add(aeron(settings, commands, "1408"));
    all.add(sealed(settings, commands, "platform", "1408"));
    all.add(sealed(settings, commands, "virtual", "8192"));
    all.add(aeron(settings, commands, "8192"));
    all.add(
        first(
            "node",
            commands.java(NodeStream.class, words(List.of("receive"), settings)),
            commands.java(NodeStream.class, "send")));
  }

  private static Contestant sealed(
      Settings settings, Commands commands, String kind, String datagram) {
    return first(
        "sealed-" + datagram + "-" + kind,
        commands.java(SealedStream.class, words(List.of("receive", kind, datagram), settings)),
        commands.java(SealedStream.class, "send", kind, datagram));
  }

  private static Contestant aeron(Settings settings, Commands commands, String mtu) {
    return first(
        "aeron-" + mtu,
        commands.aeron(words(List.of("receive", mtu), settings)),
        commands.aeron(List.of("send", mtu)));
  }

  private static void trips(Settings settings, Commands commands, List<Contestant> all) {
    for (var kind : List.of("virtual", "platform")) {
      all.add(
          second(
              "sealed-ping-" + kind,
              commands.pinned(1, commands.java(SealedPing.class, "echo", kind)),
              commands.pinned(
                  0, commands.java(SealedPing.class, words(List.of("ping", kind), settings)))));
    }
    commands
        .rival()
        .ifPresent(program ->
            all.add(
                second(
                    "c-ping",
                    commands.pinned(1, List.of(program, "echo")),
                    commands.pinned(
                        0,
                        Stream.concat(
                                words(List.of(program, "ping"), settings).stream(),
                                Stream.of(Integer.toString(SealedStream.BYTES)))
                            .toList()))));
  }

  private static Contestant first(String name, List<String> first, List<String> second) {
    return new Contestant(name, first, second, Measures.FIRST);
  }

  private static Contestant second(String name, List<String> first, List<String> second) {
    return new Contestant(name, first, second, Measures.SECOND);
  }

  private static List<String> words(Settings settings) {
    return settings.timing().words();
  }

  private static List<String> words(List<String> before, Settings settings) {
    return Stream.concat(before.stream(), words(settings).stream()).toList();
  }
}
