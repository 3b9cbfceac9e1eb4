package dev.parley.core.mailbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
final class MailboxAccountsTest {
  private static final int PRODUCERS = 8;
  private static final int EACH = 1_000;

  @Test
  void accounts_ofEveryFate_nameEachMessage() {
    var mailbox = new Mailbox<String>(3, new Overflow.Reject(), () -> {});
    for (var message : new String[] {"handled", "failed", "dead", "refused"}) {
      mailbox.offer(message, Mailbox.Caller.ACTOR);
    }
    mailbox.begin();
    mailbox.handled();
    mailbox.begin();
    mailbox.failed();
    mailbox.begin();
    mailbox.deadLettered();
    mailbox.offer("running", Mailbox.Caller.ACTOR);
    mailbox.offer("queued", Mailbox.Caller.ACTOR);
    mailbox.begin();
    mailbox.close();
    mailbox.offer("late", Mailbox.Caller.ACTOR);
    var accounts = mailbox.accounts();
    assertThat(accounts).isEqualTo(new Accounts(7, 5, 1, 1, 1, 1, 0, 1, 0, 1, 1));
    assertThat(accounts.balanced()).isTrue();
  }

  @Test
  void balanced_whenAMessageIsMissing_isFalse() {
    assertThat(new Accounts(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0).balanced()).isFalse();
    assertThat(new Accounts(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0).balanced()).isFalse();
    assertThat(new Accounts(1, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0).balanced()).isFalse();
    assertThat(Accounts.NONE.balanced()).isTrue();
  }

  @Test
  void plus_addsEveryFigure() {
    var one = new Accounts(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(one.plus(one)).isEqualTo(new Accounts(2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22));
    assertThat(one.plus(Accounts.NONE)).isEqualTo(one);
  }

  static Stream<Arguments> policiesAndCapacities() {
    return Stream.of(
            new Overflow.Reject(),
            new Overflow.DropOldest(),
            new Overflow.DropNewest(),
            new Overflow.Block(Duration.ofSeconds(20)))
        .flatMap(overflow ->
            Stream.of(1, 2, 10, 100, 1000).map(capacity -> Arguments.of(overflow, capacity)));
  }

  @ParameterizedTest
  @MethodSource("policiesAndCapacities")
  void accounts_afterManyProducers_balance(Overflow overflow, int capacity) throws Exception {
    var mailbox = new Mailbox<Integer>(capacity, overflow, () -> {});
    long accepted = 0;
    long handled = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var producers = new ArrayList<Future<Long>>();
      for (int p = 0; p < PRODUCERS; p++) {
        producers.add(threads.submit(() -> produce(mailbox)));
      }
      while (!producers.stream().allMatch(Future::isDone) || mailbox.depth() > 0) {
        if (mailbox.begin() == null) {
          Thread.onSpinWait();
        } else {
          mailbox.handled();
          handled++;
        }
      }
      for (var producer : producers) {
        accepted += producer.get(30, SECONDS);
      }
    }
    var accounts = mailbox.accounts();
    assertThat(accounts.offered()).isEqualTo(PRODUCERS * EACH);
    assertThat(accounts.accepted()).isEqualTo(accepted);
    assertThat(accounts.handled()).isEqualTo(handled);
    assertThat(accounts.balanced()).as("%s", accounts).isTrue();
    if (overflow instanceof Overflow.Block) {
      assertThat(accounts.handled()).isEqualTo(PRODUCERS * EACH);
    }
  }

  private static long produce(Mailbox<Integer> mailbox) {
    long accepted = 0;
    for (int i = 0; i < EACH; i++) {
      if (mailbox.offer(i, Mailbox.Caller.OUTSIDE).accepted()) {
        accepted++;
      }
    }
    return accepted;
  }
}
