package dev.parley.core.actor;

/** A question that gets no answer: says who was asked what, by whom, and why there is none. */
public final class AskException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why there is no answer. */
  private final Reason reason;

  /** Why there is no answer. */
  public enum Reason {
    /** The deadline passed. */
    TIMED_OUT,
    /** The target's mailbox was full. */
    FULL,
    /** The target had ended, or ended without an answer. */
    STOPPED,
    /** The target failed on the question. */
    FAILED,
    /** The asker waits for the target, which waits, itself or through others, for the asker. */
    CYCLE,
    /** The thread that waited was interrupted; it stays interrupted. */
    INTERRUPTED
  }

  AskException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /**
   * Why there is no answer.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }
}
