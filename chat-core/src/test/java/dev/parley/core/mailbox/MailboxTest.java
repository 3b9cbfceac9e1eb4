package dev.parley.core.mailbox;

import static dev.parley.core.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class MailboxTest {
  private static Mailbox<Integer> filled(int capacity, Overflow overflow) {
    var mailbox = new Mailbox<Integer>(capacity, overflow, () -> {});
    for (int i = 0; i < capacity; i++) {
      assertThat(mailbox.offer(i, Mailbox.Caller.ACTOR)).isEqualTo(new Offer.Accepted<Integer>());
    }
    return mailbox;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void offer_whenFull_refuses(int capacity) {
    var mailbox = filled(capacity, new Overflow.Reject());
    assertThat(mailbox.offer(-1, Mailbox.Caller.OUTSIDE)).isEqualTo(new Offer.Full<Integer>());
    assertThat(mailbox.depth()).isEqualTo(capacity);
    assertThat(begin(mailbox)).isEqualTo(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void offer_whenFullUnderDropNewest_refuses(int capacity) {
    var mailbox = filled(capacity, new Overflow.DropNewest());
    assertThat(mailbox.offer(-1, Mailbox.Caller.OUTSIDE)).isEqualTo(new Offer.Full<Integer>());
    assertThat(mailbox.depth()).isEqualTo(capacity);
    assertThat(mailbox.accounts().refusedFull()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void offer_whenFullUnderDropOldest_evictsTheOldest(int capacity) {
    var mailbox = filled(capacity, new Overflow.DropOldest());
    for (int i = 0; i < 3; i++) {
      assertThat(mailbox.offer(capacity + i, Mailbox.Caller.OUTSIDE))
          .isEqualTo(new Offer.AcceptedEvicting<Integer>(i));
    }
    assertThat(mailbox.depth()).isEqualTo(capacity);
    assertThat(begin(mailbox)).isEqualTo(3);
    assertThat(mailbox.accounts().evicted()).isEqualTo(3);
  }

  @Test
  void offer_whenFullUnderBlockByWhoMayNotWait_refusesAtOnce() {
    var mailbox = filled(1, new Overflow.Block(Duration.ofDays(1)));
    assertThat(mailbox.offer(-1, Mailbox.Caller.ACTOR)).isEqualTo(new Offer.Full<Integer>());
  }

  @Test
  void offer_whenFullUnderBlock_refusesAtTheDeadline() {
    var mailbox = filled(1, new Overflow.Block(Duration.ofMillis(30)));
    long began = System.nanoTime();
    assertThat(mailbox.offer(-1, Mailbox.Caller.OUTSIDE)).isEqualTo(new Offer.Full<Integer>());
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(29));
  }

  @Test
  void offer_whenRoomComesUnderBlock_accepts() throws Exception {
    var mailbox = filled(1, new Overflow.Block(Duration.ofDays(1)));
    var answer = new CompletableFuture<Offer<Integer>>();
    var thread =
        Thread.startVirtualThread(() -> answer.complete(mailbox.offer(7, Mailbox.Caller.OUTSIDE)));
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    assertThat(begin(mailbox)).isEqualTo(0);
    assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(new Offer.Accepted<Integer>());
    assertThat(begin(mailbox)).isEqualTo(7);
  }

  @Test
  void offer_interruptedUnderBlock_refusesAndStaysInterrupted() throws Exception {
    var mailbox = filled(1, new Overflow.Block(Duration.ofDays(1)));
    var answer = new CompletableFuture<Offer<Integer>>();
    var interrupted = new CompletableFuture<Boolean>();
    var thread =
        Thread.startVirtualThread(() -> {
          answer.complete(mailbox.offer(7, Mailbox.Caller.OUTSIDE));
          interrupted.complete(Thread.currentThread().isInterrupted());
        });
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    thread.interrupt();
    assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(new Offer.Full<Integer>());
    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(mailbox.accounts().balanced()).isTrue();
  }

  @Test
  void close_whileAProducerWaits_answersClosed() throws Exception {
    var mailbox = filled(1, new Overflow.Block(Duration.ofDays(1)));
    var answer = new CompletableFuture<Offer<Integer>>();
    var thread =
        Thread.startVirtualThread(() -> answer.complete(mailbox.offer(7, Mailbox.Caller.OUTSIDE)));
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    mailbox.close();
    assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(new Offer.Closed<Integer>());
  }

  @Test
  void offer_whenClosed_answersClosedAlthoughFull() {
    for (var overflow :
        new Overflow[] {
          new Overflow.Reject(),
          new Overflow.DropOldest(),
          new Overflow.DropNewest(),
          new Overflow.Block(Duration.ofDays(1))
        }) {
      var mailbox = filled(2, overflow);
      mailbox.close();
      mailbox.close();
      assertThat(mailbox.offer(-1, Mailbox.Caller.OUTSIDE))
          .as("%s", overflow)
          .isEqualTo(new Offer.Closed<Integer>());
      assertThat(begin(mailbox)).isEqualTo(0);
      assertThat(mailbox.offer(-1, Mailbox.Caller.OUTSIDE))
          .as("%s", overflow)
          .isEqualTo(new Offer.Closed<Integer>());
      assertThat(mailbox.accounts().refusedClosed()).isEqualTo(2);
    }
  }

  @Test
  void offerAccepted_isTrueForWhatIsInTheMailbox() {
    assertThat(new Offer.Accepted<String>().accepted()).isTrue();
    assertThat(new Offer.AcceptedEvicting<>("old").accepted()).isTrue();
    assertThat(new Offer.Full<String>().accepted()).isFalse();
    assertThat(new Offer.Closed<String>().accepted()).isFalse();
  }

  @Test
  void block_withoutADeadline_isRefusedNamingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Overflow.Block(Duration.ZERO))
        .withMessageContaining("PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Overflow.Block(Duration.ofMillis(-1)));
  }

  private static @Nullable Integer begin(Mailbox<Integer> mailbox) {
    var node = mailbox.begin();
    return node == null ? null : node.element();
  }

  /** An actor that is only signalled, by its timers say, walks over no more marks each time. */
  @Test
  void rest_afterManySignals_leavesNothingBehind() {
    var mailbox = filled(1, new Overflow.Reject());
    assertThat(begin(mailbox)).isEqualTo(0);
    mailbox.handled();
    for (int n = 0; n < 100; n++) {
      assertThat(mailbox.rest(false)).isTrue();
      assertThat(mailbox.signal(() -> {})).isTrue();
      assertThat(mailbox.nextSignal()).isNotNull();
    }
    int nodes = 0;
    for (Node<Integer> node = mailbox.place(); node != null; node = node.following()) {
      nodes++;
    }
    assertThat(nodes).isLessThan(4);
  }
}
