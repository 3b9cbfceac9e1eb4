package dev.parley.core.transport;

import java.io.IOException;
import java.io.Serial;

/** An address that leads nowhere: no such host, or nobody there by that name. */
public final class UnknownPeerException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Says which address and why.
   *
   * @param message one sentence for people
   */
  public UnknownPeerException(String message) {
    super(message);
  }
}
