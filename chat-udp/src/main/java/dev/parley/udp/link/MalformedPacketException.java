package dev.parley.udp.link;

/**
 * Bytes of a peer that follow no rule. It says nothing about the packets before; where these came
 * sealed, the peer itself is broken.
 */
public final class MalformedPacketException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * Says what is wrong.
   *
   * @param problem the rule that is broken
   */
  public MalformedPacketException(String problem) {
    super(problem, null, false, false); // bytes from the net must not cost a stack trace
  }
}
