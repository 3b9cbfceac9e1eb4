package dev.parley.cli.session;

import java.io.IOException;
import java.io.Serial;

/** Why the program cannot go on: one line for people, which names the value and the remedy. */
public final class FailureException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /** Says why. */
  public FailureException(String message) {
    super(message);
  }

  /** Says why, and keeps what the system said. */
  public FailureException(String message, Throwable cause) {
    super(message, cause);
  }
}
