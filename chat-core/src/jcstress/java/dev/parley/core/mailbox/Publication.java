package dev.parley.core.mailbox;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Whoever takes a message sees all that its sender wrote before. */
@JCStressTest
@Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "nothing there yet")
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "taken, and complete")
@Outcome(expect = Expect.FORBIDDEN, desc = "taken before it was written")
@State
public class Publication {
  private final BoundedQueue<int[]> queue = new BoundedQueue<>(4);

  /** Writes, then sends. */
  @Actor
  public void sender() {
    var message = new int[1];
    message[0] = 1;
    queue.offer(message);
  }

  /**
   * Takes, then reads.
   *
   * @param result what was read
   */
  @Actor
  public void receiver(I_Result result) {
    var message = queue.poll();
    result.r1 = message == null ? -1 : message[0];
  }
}
