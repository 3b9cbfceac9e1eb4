package dev.parley.core.mailbox;

import org.jspecify.annotations.Nullable;

/**
 * The messages that an owner took out of its mailbox together, to begin them one by one. It belongs
 * to the thread that runs owners, so that an idle mailbox stays small.
 */
public final class Batch {
  private static final int SIZE = 64;

  final @Nullable Object[] items = new Object[SIZE];
  int next;
  int end;

  /** Makes an empty batch. */
  public Batch() {}

  /**
   * Whether there is nothing left to begin.
   *
   * @return true if the mailbox must be asked for more
   */
  public boolean isEmpty() {
    return next == end;
  }
}
