package dev.parley.core.testkit;

/**
 * A simulated actor or thread blocks in a way that the simulation does not know, or never comes to
 * an end. Its cause has the stack of the thread in question.
 */
public final class StuckException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  StuckException(String message, String thread, StackTraceElement[] stack) {
    super(message, new Where(thread, stack));
  }

  private static final class Where extends IllegalStateException {
    private static final long serialVersionUID = 1;

    Where(String thread, StackTraceElement[] stack) {
      super("here is " + thread);
      setStackTrace(stack);
    }
  }
}
