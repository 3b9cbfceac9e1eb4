package dev.parley.core.mailbox;

import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The hand-over between idle, scheduled and running, under every schedule that a model checker
 * finds: an owner never runs twice at once, and never rests while something waits.
 *
 * <p>Whoever makes the owner ready runs it, as a worker would. Everything is in static fields, as
 * the checker watches only what threads share through these. {@link HandOverSketchTest} shows that
 * it finds mistakes.
 */
@Timeout(60)
class MailboxModelTest {
  private static final int SCHEDULES = 1000;

  private static Owned owned = new Owned(1);

  /** A mailbox with its owner. */
  private static final class Owned implements Mailbox.Owner<Integer> {
    final Mailbox<Integer> mailbox;
    int running = 1;
    int handled;
    int heard;

    /** Makes one that rests. */
    Owned(int capacity) {
      mailbox = new Mailbox<>(capacity, new Overflow.Reject(), this);
      run();
    }

    @Override
    public void ready() {
      running++;
      if (running != 1) {
        throw new IllegalStateException("two runs at once");
      }
      run();
    }

    private void run() {
      while (true) {
        handleAll();
        running--;
        if (mailbox.rest(false)) {
          return;
        }
        running++;
      }
    }

    private void handleAll() {
      for (var signal = mailbox.nextSignal(); signal != null; signal = mailbox.nextSignal()) {
        signal.run();
      }
      for (var node = mailbox.begin(); node != null; node = mailbox.begin()) {
        handled++;
        mailbox.handled();
      }
    }

    int offer(int message) {
      return mailbox.offer(message, Mailbox.Caller.ACTOR).accepted() ? 1 : 0;
    }

    void hear() {
      heard++;
    }
  }

  private static void join(Thread... threads) {
    for (var thread : threads) {
      thread.start();
    }
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException interrupt) {
        throw new IllegalStateException(interrupt);
      }
    }
  }

  private static void expect(String what, int actual, int expected) {
    if (actual != expected) {
      throw new IllegalStateException(what + ": " + actual + " and not " + expected);
    }
  }

  private static int accepted;
  private static int acceptedToo;

  private static void twoSenders(int capacity) {
    owned = new Owned(capacity);
    accepted = 0;
    acceptedToo = 0;
    join(
        new Thread(() -> {
          accepted += owned.offer(1);
          accepted += owned.offer(2);
        }),
        new Thread(() -> {
          acceptedToo += owned.offer(3);
          acceptedToo += owned.offer(4);
        }));
    expect("handled", owned.handled, accepted + acceptedToo);
    expect("running", owned.running, 0);
    expect("waiting", owned.mailbox.depth(), 0);
  }

  @Test
  void twoSenders_withRoomForAll_loseNoMessageAndNoWakeUp() {
    Lincheck.runConcurrentTest(SCHEDULES, () -> twoSenders(8));
  }

  @Test
  void twoSenders_withRoomForOne_loseNoMessageAndNoWakeUp() {
    Lincheck.runConcurrentTest(SCHEDULES, () -> twoSenders(1));
  }

  private static void senderAndSignaller() {
    owned = new Owned(8);
    accepted = 0;
    join(
        new Thread(() -> accepted += owned.offer(1)),
        new Thread(() -> {
          owned.mailbox.signal(owned::hear);
          owned.mailbox.signal(owned::hear);
        }));
    expect("handled", owned.handled, accepted);
    expect("heard", owned.heard, 2);
    expect("running", owned.running, 0);
  }

  @Test
  void signals_arriveWhateverTheOwnerDoes() {
    Lincheck.runConcurrentTest(SCHEDULES, MailboxModelTest::senderAndSignaller);
  }

  private static void senderAndCloser() {
    owned = new Owned(8);
    accepted = 0;
    join(
        new Thread(() -> {
          accepted += owned.offer(1);
          accepted += owned.offer(2);
        }),
        new Thread(() -> owned.mailbox.close()));
    expect("handled", owned.handled, accepted);
    expect("offered after the end", owned.offer(3), 0);
    expect("running", owned.running, 0);
    var accounts = owned.mailbox.accounts();
    expect("unaccounted for", accounts.balanced() ? 0 : 1, 0);
  }

  @Test
  void close_amidOffers_losesNothingThatWasAccepted() {
    Lincheck.runConcurrentTest(SCHEDULES, MailboxModelTest::senderAndCloser);
  }
}
