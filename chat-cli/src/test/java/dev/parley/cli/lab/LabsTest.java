package dev.parley.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each experiment shows what it says, by what it measured. */
@Timeout(60)
class LabsTest {

  @Test
  void argv_asksTheProgramItself() throws InterruptedException {
    var notes = Recorded.of(new ArgvLab());
    assertThat(notes.get("program", "arguments received")).isEqualTo(3);
    assertThat(notes.of("exit code"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "0", 0.0, "nothing", 0.0, "65536", 2.0, "-1", 2.0, "abc", 2.0, "10086 10087", 2.0));
    assertThat(notes.said).anyMatch(line -> line.contains("refused"));
  }

  @Test
  void blocking_stallsOneThreadForAsLongAsTheKeyboardIsSilent() throws InterruptedException {
    var notes = Recorded.of(new BlockingLab());
    // What waits for the silent keyboard waits for all of it, on a machine of any speed.
    assertThat(notes.get("one thread", "longest wait")).isGreaterThan(700);
    assertThat(notes.get("two threads", "longest wait"))
        .isPositive()
        .isLessThan(notes.get("one thread", "longest wait") / 2);
  }

  @Test
  void threads_areListedWhileTheyLive() throws InterruptedException {
    var notes = Recorded.of(new ThreadsLab());
    assertThat(notes.of("platform"))
        .isEqualTo(
            Map.of(
                "started",
                3.0,
                "in our list",
                3.0,
                "in the JVM's list",
                3.0,
                "alive afterwards",
                0.0));
    assertThat(notes.of("virtual"))
        .isEqualTo(
            Map.of(
                "started",
                3.0,
                "in our list",
                3.0,
                "in the JVM's list",
                0.0,
                "alive afterwards",
                0.0));
  }

  @Test
  void order_isOfSeveralKindsUnlessJoined() throws InterruptedException {
    var notes = Recorded.of(new OrderLab());
    var free = ordersOf(notes, "free");
    assertThat(free.values().stream().mapToDouble(count -> count).sum()).isEqualTo(1000);
    assertThat(notes.get("free", "different orders")).isEqualTo(free.size());
    if (Runtime.getRuntime().availableProcessors() > 1) {
      assertThat(free).hasSizeGreaterThan(1);
    }
    assertThat(ordersOf(notes, "each joined")).isEqualTo(Map.of("order 1 2 3", 1000.0));
  }

  private static Map<String, Double> ordersOf(Recorded notes, String form) {
    return notes.of(form).entrySet().stream()
        .filter(each -> each.getKey().startsWith("order "))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Test
  void parallel_overlapsOnlyOnSeveralCarriers() throws InterruptedException {
    var notes = Recorded.of(new ParallelLab());
    assertThat(notes.get("1 carrier", "slices that overlap another")).isZero();
    // 48 slices of 10 million steps, each of which needs the result of the one before: no
    // processor does that in less, unless a compiler has left work out.
    assertThat(notes.get("1 carrier", "all tasks took")).isGreaterThan(150);
    int processors = Runtime.getRuntime().availableProcessors();
    Assumptions.assumeTrue(processors > 1, "one processor only: nothing is parallel");
    assertThat(notes.get(processors + " carriers", "slices that overlap another")).isPositive();
    assertThat(notes.said).anyMatch(row -> row.matches("  [.]*1[.1]*"));
  }

  @Test
  void join_missesNothing() throws InterruptedException {
    var notes = Recorded.of(new JoinLab());
    assertThat(notes.get("no join", "results missing")).isPositive();
    assertThat(notes.get("join", "results missing")).isZero();
    assertThat(notes.get("join", "parent went on after")).isGreaterThanOrEqualTo(40);
  }

  @Test
  void daemon_endsEarly() throws InterruptedException {
    var notes = Recorded.of(new DaemonLab());
    assertThat(notes.get("platform", "lines printed")).isEqualTo(5);
    assertThat(notes.get("daemon", "lines printed")).isLessThan(5);
    assertThat(notes.get("virtual", "lines printed")).isLessThan(5);
    assertThat(notes.get("daemon", "exit code")).isZero();
  }

  @Test
  void ownThread_carriesEveryLine() throws InterruptedException {
    var notes = Recorded.of(new OwnThreadLab());
    for (var who : new String[] {"ann", "bob"}) {
      assertThat(notes.get(who, "udp.sent.datagrams")).isEqualTo(500);
      assertThat(notes.get(who, "udp.received.datagrams")).isEqualTo(500);
    }
    assertThat(notes.said.stream().filter(line -> line.startsWith("  udp-sender"))).hasSize(2);
    assertThat(notes.said.stream().filter(line -> line.startsWith("  udp-receiver"))).hasSize(2);
  }

  @Test
  void race_losesOnlyWhereNothingGuards() throws InterruptedException {
    var notes = Recorded.of(new RaceLab());
    double all = RaceLab.THREADS * (double) RaceLab.EACH;
    for (var form : new String[] {Notes.BROKEN, Notes.LOCK, Notes.MESSAGE}) {
      assertThat(notes.get(form, "sum") + notes.get(form, "lost")).isEqualTo(all);
    }
    if (Runtime.getRuntime().availableProcessors() > 1) {
      assertThat(notes.get(Notes.BROKEN, "lost")).isPositive();
    }
    assertThat(notes.get(Notes.LOCK, "lost")).isZero();
    assertThat(notes.get(Notes.MESSAGE, "lost")).isZero();
  }

  @Test
  void mutex_losesNothing_andItsFiguresAreMeasured() throws InterruptedException {
    var notes = Recorded.of(new MutexLab());
    for (var form : new String[] {Notes.LOCK, "block", Notes.MESSAGE}) {
      assertThat(notes.get(form, "lost with 1")).isZero();
      assertThat(notes.get(form, "lost with 4")).isZero();
      assertThat(notes.get(form, "4 threads")).isPositive();
    }
    assertThat(notes.all()).isNotEqualTo(Recorded.of(new MutexLab()).all());
  }

  @Test
  void deadlock_isFound_andCured() throws InterruptedException {
    var notes = Recorded.of(new DeadlockLab());
    assertThat(notes.get(Notes.BROKEN, "threads the JVM found in deadlock")).isEqualTo(2);
    assertThat(notes.said)
        .anyMatch(line -> line.contains("ann waits for a lock of bob"))
        .anyMatch(line -> line.contains("bob waits for a lock of ann"))
        .anyMatch(line -> line.contains("they wait for each other") && line.contains("ann"));
    assertThat(notes.get(Notes.BROKEN, "still waiting at the deadline")).isEqualTo(2);
    for (var form : new String[] {"one order", "time-out", Notes.MESSAGE}) {
      assertThat(notes.get(form, "done")).isEqualTo(1);
      assertThat(notes.get(form, "money lost")).isZero();
    }
    assertThat(notes.get(Notes.MESSAGE, "told of the circle")).isPositive();
  }

  @Test
  void finally_closesWhatIsLeftOpenWithout() throws InterruptedException {
    Assumptions.assumeTrue(
        Files.isDirectory(Path.of("/proc/self/fd")), "no /proc/self/fd: nothing to count");
    var notes = Recorded.of(new FinallyLab());
    assertThat(notes.get(Notes.BROKEN, "descriptors left open")).isEqualTo(100);
    assertThat(notes.get("finally", "descriptors left open")).isZero();
    assertThat(notes.get("block", "descriptors left open")).isZero();
    assertThat(notes.get("block", "exceptions")).isEqualTo(100);
  }

  @Test
  void http_hasHeadersOfBothSides() throws InterruptedException {
    var notes = Recorded.of(new HttpLab());
    assertThat(String.join("\n", notes.said))
        .containsPattern("request only:\n(  .*\n)*  host +127.0.0.1:\\d+ ")
        .containsPattern("response only:\n(  .*\n)*  date +\\w+, ")
        .containsPattern("both:\n(  .*\n)*  content-length +3 / 19 ");
    assertThat(notes.get("request only", "headers")).isGreaterThanOrEqualTo(3);
    assertThat(notes.get("response only", "headers")).isGreaterThanOrEqualTo(2);
    assertThat(notes.get("both", "headers")).isGreaterThanOrEqualTo(2);
    assertThat(lineOf(notes, "host"))
        .as("each server has a port of its own")
        .isNotEqualTo(lineOf(Recorded.of(new HttpLab()), "host"));
  }

  private static String lineOf(Recorded notes, String header) {
    return notes.said.stream()
        .filter(line -> line.startsWith("  " + header + " "))
        .collect(Collectors.joining());
  }

  @Test
  void lan_classifiesTheAddressesOfThisMachine() throws InterruptedException {
    var notes = Recorded.of(new LanLab());
    assertThat(notes.get("loop-back", "addresses")).isPositive();
    assertThat(notes.said).anyMatch(row -> row.matches("  \\S+ +127\\.0\\.0\\.1 +loop-back"));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, LOOP_BACK",
    "::1, LOOP_BACK",
    "10.1.2.3, PRIVATE",
    "172.16.0.1, PRIVATE",
    "172.31.255.255, PRIVATE",
    "172.32.0.1, GLOBAL",
    "172.15.0.1, GLOBAL",
    "192.168.1.1, PRIVATE",
    "192.169.1.1, GLOBAL",
    "169.254.9.9, LINK_LOCAL",
    "fe80::1, LINK_LOCAL",
    "fd00::1, UNIQUE_LOCAL",
    "fc00::1, UNIQUE_LOCAL",
    "fe00::1, GLOBAL",
    "100.64.0.1, SHARED",
    "100.127.0.1, SHARED",
    "100.128.0.1, GLOBAL",
    "192.0.2.2, EXAMPLE",
    "198.51.100.7, EXAMPLE",
    "203.0.113.7, EXAMPLE",
    "2001:db8::1, EXAMPLE",
    "8.8.8.8, GLOBAL",
    "2606:4700::1, GLOBAL"
  })
  void addressKind_followsTheStandards(String address, AddressKind kind) throws IOException {
    assertThat(AddressKind.of(InetAddress.getByName(address))).isEqualTo(kind);
  }

  @Test
  void game_keepsItsAccountsInBothForms() throws InterruptedException {
    var notes = Recorded.of(new GameLab());
    for (var form : new String[] {Notes.LOCK, Notes.MESSAGE}) {
      // Real time: how many steps were late is for the machine to say, that all are there not.
      assertThat(notes.get(form, "steps") + notes.get(form, "steps missed")).isBetween(35.0, 60.0);
      assertThat(notes.get(form, "players")).isEqualTo(100);
      assertThat(notes.get(form, "commands")).isGreaterThan(100);
    }
  }
}
