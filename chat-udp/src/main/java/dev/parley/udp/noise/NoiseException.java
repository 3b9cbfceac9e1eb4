package dev.parley.udp.noise;

/** A message that was not made by whoever it should come from, or is none at all. */
public final class NoiseException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * Says what is wrong.
   *
   * @param problem what was found, with no secret in it
   */
  public NoiseException(String problem) {
    super(problem, null, false, false); // bytes from the net must not cost a stack trace
  }
}
