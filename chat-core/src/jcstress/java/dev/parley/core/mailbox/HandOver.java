package dev.parley.core.mailbox;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** An owner that rests while a message comes: it is woken once, or sees the message itself. */
@JCStressTest
@Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "rested, and was woken")
@Outcome(id = "false, 0", expect = Expect.ACCEPTABLE, desc = "saw the message, and goes on")
@Outcome(id = "true, 0", expect = Expect.FORBIDDEN, desc = "a lost wake-up")
@Outcome(expect = Expect.FORBIDDEN, desc = "two runs at once")
@State
public class HandOver {
  private final AtomicInteger woken = new AtomicInteger();
  private final Mailbox<Integer> mailbox =
      new Mailbox<>(4, new Overflow.Reject(), woken::incrementAndGet);

  /** Sends. */
  @Actor
  public void sender() {
    mailbox.offer(1, Mailbox.Caller.OUTSIDE);
  }

  /**
   * Has nothing to do.
   *
   * @param result whether it rests
   */
  @Actor
  public void owner(ZI_Result result) {
    result.r1 = mailbox.rest(false);
  }

  /**
   * Looks afterwards.
   *
   * @param result how often the owner was woken
   */
  @Arbiter
  public void look(ZI_Result result) {
    result.r2 = woken.get();
  }
}
