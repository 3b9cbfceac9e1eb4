package dev.parley.core.room;

import dev.parley.core.identity.Nick;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.SendResult;
import dev.parley.core.transport.TransportEvent;
import java.util.function.Consumer;

/** Everything that can happen to a room. */
sealed interface RoomInput {
  /** Somebody here wants to say a line, and waits for the answer until a moment of the clock. */
  record Say(String text, long deadline, Consumer<SayResult> answer) implements RoomInput {}

  /** Somebody wants to know when all that was accepted has arrived. */
  record Flush(long deadline, Consumer<FlushResult> answer) implements RoomInput {}

  /** Somebody wants to look inside. */
  record Report(Consumer<RoomReport> answer) implements RoomInput {}

  /** We want to be called so from now on. */
  record Rename(Nick nick) implements RoomInput {}

  /** The transport has news. */
  record FromTransport(TransportEvent event) implements RoomInput {}

  /** Nothing more waits for the moment: what was collected may be stored. */
  record BatchEnd() implements RoomInput {}

  /** The store has kept the entries of the one append that was under way. */
  record Appended() implements RoomInput {}

  /** The store has kept none of them. */
  record AppendFailed(String reason) implements RoomInput {}

  /**
   * The transport has answered a send.
   *
   * @param accepted how many of its frames were accepted
   * @param result what became of the next one; ACCEPTED if there was none
   */
  record Sent(LinkId link, int accepted, SendResult result) implements RoomInput {}

  /** A moment that the room wanted to be woken at has come. */
  record Tick() implements RoomInput {}

  /** A watcher that missed events may have room again. */
  record RetryGaps() implements RoomInput {}

  /** The room ends: whoever waits is to be answered, and nothing else happens any more. */
  record Close() implements RoomInput {}

  /** The batch end: it says nothing else. */
  RoomInput BATCH_END = new BatchEnd();

  /** The end: it says nothing else. */
  RoomInput CLOSE = new Close();
}
