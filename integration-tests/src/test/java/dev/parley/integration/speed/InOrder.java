package dev.parley.integration.speed;

import dev.parley.core.entry.Entry;
import dev.parley.core.transport.Frame;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Counts lines, and sees to it that none is missing, doubled or out of place. */
final class InOrder implements Consumer<Frame> {
  private final AtomicLong count = new AtomicLong();
  private final int bytes;

  /** Lines that must be of this length. */
  InOrder(int bytes) {
    this.bytes = bytes;
  }

  @Override
  public void accept(Frame frame) {
    if (frame instanceof Frame.Entries(var entries)) {
      for (var entry : entries) {
        take(entry);
      }
    }
  }

  private void take(Entry entry) {
    long expected = count.getPlain() + 1; // one session, so one thread at a time
    if (entry.id().sequence().value() != expected || entry.text().length() != bytes) {
      throw new IllegalStateException(entry + " came instead of line " + expected);
    }
    count.setRelease(expected);
  }

  long count() {
    return count.getAcquire();
  }
}
