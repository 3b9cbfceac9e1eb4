package dev.parley.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChildJvmTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Prints its arguments, and waits for ever if there are none. */
  static final class Program {
    private Program() {}

    /** Ends with 3, once it has printed them. */
    public static void main(String[] args) throws InterruptedException {
      if (args.length == 0) {
        System.out.println("waiting");
        Thread.currentThread().join();
      }
      System.out.println(String.join("|", args) + "|" + Integer.getInteger("flag"));
      System.exit(3);
    }
  }

  @Test
  void start_runsTheClassWithFlagsAndArguments() throws InterruptedException {
    try (var child = ChildJvm.start(List.of("-Dflag=7"), Program.class, List.of("a b", "", "c"))) {
      assertThat(child.lines()).containsExactly("a b||c|7");
      assertThat(child.exitCode(PATIENCE)).isEqualTo(3);
    }
  }

  @Test
  void command_hasNoneOfOurOwnFlags() {
    assertThat(ChildJvm.command(List.of("-XX:+UseG1GC"), Program.class, List.of("x")))
        .element(1)
        .isEqualTo("-XX:+UseG1GC");
    assertThat(ChildJvm.command(List.of(), Program.class, List.of()))
        .noneMatch(word -> word.startsWith("-XX"));
  }

  @Test
  void forget_takesOutFlagsAndOptions() {
    var environment = new TreeMap<>(Map.of("PARLEY_LISTEN", "true", "HOME", "/h"));
    environment.put("JAVA_TOOL_OPTIONS", "-Xmx1g");
    ChildJvm.forget(environment);
    assertThat(environment).isEqualTo(Map.of("HOME", "/h"));
  }

  @Test
  void close_endsAChildThatGoesOn() {
    long pid;
    try (var child = ChildJvm.start(List.of(), Program.class, List.of())) {
      assertThat(child.line()).isEqualTo("waiting");
      pid = child.pid();
      assertThatThrownBy(() -> child.exitCode(Duration.ofMillis(1)))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
  }
}
