package dev.parley.integration.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A network of its own in this machine's kernel, with a loop-back interface and a pair of virtual
 * Ethernet ones, from which nothing leads out. Only the superuser of Linux can make one.
 */
final class Namespace {
  /** Finds others by multicast, over whatever interfaces there are. */
  static final Map<String, String> WITH_DISCOVERY =
      Map.of("PARLEY_INTERFACE", "", "PARLEY_NO_DISCOVERY", "");

  private final String name;

  private Namespace(String name) {
    this.name = name;
  }

  /** Makes one, or leaves the test out where that is not permitted. */
  static Namespace make() throws IOException, InterruptedException {
    var name = "parley-" + ProcessHandle.current().pid();
    Skip.unless(
        succeeds("ip", "netns", "add", name),
        "network namespaces need iproute2 and the superuser of Linux");
    var made = new Namespace(name);
    made.inside("ip", "link", "set", "lo", "up");
    made.inside("ip", "link", "add", "veth0", "type", "veth", "peer", "name", "veth1");
    for (var end : List.of("veth0", "veth1")) {
      // Without IPv6 the interface says nothing of its own accord.
      made.inside("sh", "-c", "echo 1 > /proc/sys/net/ipv6/conf/" + end + "/disable_ipv6");
    }
    made.inside("ip", "addr", "add", "10.77.0.1/24", "dev", "veth0");
    made.inside("ip", "link", "set", "veth0", "up");
    made.inside("ip", "link", "set", "veth1", "up");
    return made;
  }

  /** Has the kernel drop a part of the UDP packets that come in, or leaves the test out. */
  void drop(int percent) throws IOException, InterruptedException {
    Skip.unless(
        succeeds(
            command(
                "nft",
                "add table inet loss; add chain inet loss in { type filter hook input priority 0;"
                    + " }; add rule inet loss in meta l4proto udp numgen random mod 100 < "
                    + percent
                    + " drop")),
        "dropping packets needs nftables");
  }

  String inside(String... program) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command(program)).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(List.of(program) + " failed: " + said);
    }
    return said;
  }

  ParleyProcess parley(Path home, Map<String, String> environment, String... arguments)
      throws IOException {
    var program = new ArrayList<>(List.of(ParleyProcess.image().toString()));
    program.addAll(List.of(arguments));
    return ParleyProcess.run(home, environment, command(program.toArray(String[]::new)));
  }

  List<String> command(String... program) {
    var command = new ArrayList<>(List.of("ip", "netns", "exec", name));
    command.addAll(List.of(program));
    return command;
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    return succeeds(List.of(command));
  }

  private static boolean succeeds(List<String> command) throws InterruptedException {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  void delete() throws IOException, InterruptedException {
    new ProcessBuilder("ip", "netns", "delete", name).start().waitFor();
  }
}
