package dev.parley.core.mailbox;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * The same with plain fields, where each side may miss what the other wrote: the mistake that must
 * show up here, or the tool finds nothing.
 */
@JCStressTest
@Outcome(id = "false, false", expect = Expect.ACCEPTABLE_INTERESTING, desc = "the lost wake-up")
@Outcome(expect = Expect.ACCEPTABLE, desc = "somebody noticed")
@State
public class PlantedHandOver {
  private boolean queued;
  private boolean resting;

  /**
   * Sends.
   *
   * @param result whether it wakes the owner
   */
  @Actor
  public void sender(ZZ_Result result) {
    queued = true;
    result.r1 = resting;
  }

  /**
   * Rests.
   *
   * @param result whether it sees the message
   */
  @Actor
  public void owner(ZZ_Result result) {
    resting = true;
    result.r2 = queued;
  }
}
