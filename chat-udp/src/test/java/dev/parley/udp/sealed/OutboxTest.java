package dev.parley.udp.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.entry.Entry;
import dev.parley.core.entry.EntryId;
import dev.parley.core.entry.Line;
import dev.parley.core.entry.LogId;
import dev.parley.core.entry.RoomName;
import dev.parley.core.entry.Sequence;
import dev.parley.core.identity.PeerId;
import dev.parley.core.transport.Frame;
import dev.parley.core.transport.SendResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final LogId LOG = new LogId(new PeerId("ab".repeat(32)), 1);

  private final Outbox outbox = new Outbox(10_000);
  private final List<byte[]> handed = new ArrayList<>();

  private static Frame entry(long sequence, int length) {
    return new Frame.Entries(
        List.of(
            new Entry(
                new EntryId(LOG, new Sequence(sequence)),
                RoomName.LOBBY,
                Instant.EPOCH,
                "x".repeat(length))));
  }

  private SendResult send(long sequence, int length) {
    return outbox.send(entry(sequence, length), handed::addAll);
  }

  private static int size(List<byte[]> messages) {
    return messages.stream().mapToInt(message -> message.length).sum();
  }

  @Test
  void send_beyondTheBound_isFull_andWritableOnceHalfIsTaken() {
    long sequence = 1;
    while (send(sequence, 9_000) == SendResult.ACCEPTED) {
      sequence++;
    }
    assertThat(size(handed)).isBetween(Outbox.CAPACITY - 10_000, Outbox.CAPACITY);
    assertThat(outbox.becameWritable()).isFalse();
    outbox.taken(Outbox.CAPACITY / 2);
    assertThat(outbox.becameWritable()).isTrue();
    assertThat(outbox.becameWritable()).isFalse();
    assertThat(send(sequence, 9_000)).isEqualTo(SendResult.ACCEPTED);
  }

  @Test
  void send_ofWhatTheSessionHasNoRoomFor_isFull_andSaysTheSameAgainLater() {
    assertThat(outbox.send(entry(1, 5), messages -> false)).isEqualTo(SendResult.FULL);
    assertThat(outbox.becameWritable()).isTrue();
    assertThat(send(1, 5)).isEqualTo(SendResult.ACCEPTED);
    // The log and the room are named: the first attempt has not been heard.
    assertThat(handed).hasSize(3);
  }

  /** Else nobody would say that there is room, and the line would wait for the next event. */
  @Test
  void send_whileTheSessionMakesRoomUnseen_looksAgain() {
    var looks = new ArrayList<Boolean>();
    var result =
        outbox.send(
            entry(1, 5),
            messages -> {
              looks.add(outbox.becameWritable()); // the session has drained, and knows of nobody
              return looks.size() > 1;
            });
    assertThat(result).isEqualTo(SendResult.ACCEPTED);
    assertThat(looks).first().isEqualTo(false);
  }

  @Test
  void send_ofAMessageThatIsTooLong_isTooBig() {
    assertThat(send(1, 10_001)).isEqualTo(SendResult.TOO_BIG);
    assertThat(outbox.send(new Frame.Said(new Line.Text("hi")), handed::addAll))
        .isEqualTo(SendResult.TOO_BIG);
    assertThat(handed).isEmpty();
  }
}
