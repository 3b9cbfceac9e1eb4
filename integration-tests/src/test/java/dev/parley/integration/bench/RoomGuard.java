package dev.parley.integration.bench;

import dev.parley.core.node.ChatNode;
import dev.parley.core.room.Guard;
import dev.parley.core.room.SayResult;
import dev.parley.core.transport.InProcessNetwork;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Authors on virtual threads who say lines in one room, each waiting until its line is stored
 * before it says the next. One operation is a line. The room has no links and keeps its history in
 * memory.
 *
 * <p>Our own workload: what the guard of a room costs, by mailbox and by lock.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // set up by JMH
public class RoomGuard {
  private static final int LINES = 1 << 13;
  private static final Duration LONG = Duration.ofSeconds(30);

  @Param({"1", "2", "8", "64"})
  int authors;

  @Param({"ACTOR", "LOCK"})
  Guard guard;

  private final Round round = new Round();
  private ChatNode node;

  /** Opens a node without links. */
  @Setup
  public void open() {
    node = ChatNode.builder(new InProcessNetwork().transport("bench")).guard(guard).open();
  }

  /** Closes it. */
  @TearDown
  public void close() {
    node.close();
  }

  /** Has every author say its share. */
  @Benchmark
  @OperationsPerInvocation(LINES)
  public void say() throws InterruptedException {
    for (int i = 0; i < authors; i++) {
      Thread.ofVirtual().name("author-" + i).start(this::write);
    }
    for (int i = 0; i < authors; i++) {
      round.await();
    }
  }

  private void write() {
    try {
      for (int i = 0; i < LINES / authors; i++) {
        var result = node.say("a line of ordinary length, as people write them", LONG);
        if (!(result instanceof SayResult.Accepted)) {
          throw new IllegalStateException("a line was refused: " + result);
        }
      }
      round.finish();
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }
}
