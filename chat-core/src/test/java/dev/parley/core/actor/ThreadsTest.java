package dev.parley.core.actor;

import static dev.parley.core.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ThreadsTest {
  private final Threads threads = new Threads();
  private final Gate gate = new Gate();

  @Test
  void live_listsVirtualAndPlatformThreadsByName() throws Exception {
    threads.virtual("b").newThread(gate::pass).start();
    threads.platform("a").newThread(gate::pass).start();
    await().until(() -> threads.live().size() == 2);
    assertThat(threads.live()).extracting(Thread::getName).containsExactly("a", "b");
    assertThat(threads.live()).extracting(Thread::isVirtual).containsExactly(false, true);
    assertThat(threads.live()).allMatch(Thread::isDaemon);
    gate.open();
    await().until(() -> threads.live().isEmpty());
  }

  @Test
  void live_leavesOutAThreadThatThrew() throws Exception {
    var thread =
        threads
            .virtual("failing")
            .newThread(() -> {
              throw new IllegalStateException("meant");
            });
    thread.start();
    thread.join();
    assertThat(threads.live()).isEmpty();
  }

  @Test
  void live_leavesOutAThreadThatWasNotStarted() {
    assertThat(threads.virtual("idle").newThread(() -> {}).getName()).isEqualTo("idle");
    assertThat(threads.live()).isEmpty();
  }
}
