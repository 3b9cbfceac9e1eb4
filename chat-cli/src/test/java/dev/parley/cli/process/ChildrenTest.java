package dev.parley.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChildrenTest {
  private final Children children = new Children();

  private static ProcessBuilder waiting() {
    return new ProcessBuilder(
        ChildJvm.command(List.of(), ChildJvmTest.Program.class, List.<String>of()));
  }

  @Test
  void end_endsAll_andLetsNoneStart() throws IOException {
    var one = children.start(waiting());
    var two = children.start(waiting());
    children.end();
    assertThat(one.isAlive()).isFalse();
    assertThat(two.isAlive()).isFalse();
    assertThatThrownBy(() -> children.start(waiting())).isInstanceOf(CancellationException.class);
    assertThatThrownBy(children::checkNotEnding).isInstanceOf(CancellationException.class);
  }

  @Test
  void end_leavesAloneWhatWasForgotten() throws IOException {
    var child = children.start(waiting());
    try {
      children.forget(child);
      children.end();
      assertThat(child.isAlive()).isTrue();
    } finally {
      child.destroyForcibly().onExit().join();
    }
  }
}
