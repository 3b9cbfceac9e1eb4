package dev.parley.udp.sealed;

import dev.parley.core.transport.Frame;
import dev.parley.core.transport.SendResult;
import dev.parley.udp.wire.FrameEncoder;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Where the room's thread leaves frames for a session: bounded in bytes, so that whoever is FULL
 * knows it at once. The room sends from one thread at a time; the session takes on its own.
 */
final class Outbox {
  /** How many bytes wait at the most, beside a frame that is larger by itself: {@value}. */
  static final int CAPACITY = 262_144;

  private final int maxMessage;
  private final AtomicInteger bytes = new AtomicInteger();
  private final AtomicBoolean full = new AtomicBoolean();

  /** Only the room's thread has it. */
  private FrameEncoder encoder = new FrameEncoder();

  Outbox(int maxMessage) {
    this.maxMessage = maxMessage;
  }

  /**
   * Takes a frame.
   *
   * @param handOver gives its messages to the session; false if that has no room
   */
  SendResult send(Frame frame, Predicate<List<byte[]>> handOver) {
    var attempt = encoder.copy();
    var messages = attempt.encode(frame);
    int size = 0;
    int longest = 0;
    for (var message : messages) {
      size += message.length;
      longest = Math.max(longest, message.length);
    }
    if (messages.isEmpty() || longest > maxMessage) {
      return SendResult.TOO_BIG;
    }
    if (!taken(size, messages, handOver)) {
      full.set(true);
      // The session may have made room before it could see that somebody waits for it. If there is
      // none now either, it has something left to take, and looks after that.
      if (!taken(size, messages, handOver)) {
        return SendResult.FULL;
      }
      full.set(false);
    }
    encoder = attempt;
    return SendResult.ACCEPTED;
  }

  private boolean taken(int size, List<byte[]> messages, Predicate<List<byte[]>> handOver) {
    int before = bytes.getAndAdd(size);
    if ((before > 0 && before + size > CAPACITY) || !handOver.test(messages)) {
      bytes.addAndGet(-size);
      return false;
    }
    return true;
  }

  /** A message that no frame is goes along, whether there is room or not: they are few. */
  void add(byte[] message) {
    bytes.addAndGet(message.length);
  }

  /** The session has taken so much. */
  void taken(int size) {
    bytes.addAndGet(-size);
  }

  /** Whether the room must be told that there is room again. Says so once. */
  boolean becameWritable() {
    return bytes.get() <= CAPACITY / 2 && full.compareAndSet(true, false);
  }
}
