package dev.parley.udp.wire;

import dev.parley.core.entry.Entry;
import dev.parley.core.entry.LogId;
import dev.parley.core.entry.RoomName;
import dev.parley.core.transport.Frame;
import dev.parley.udp.link.Varint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames as messages for one link. What was said before over the same link is not said
 * again: an entry is its step in the log, its step in time, and its text. Not safe for use by many
 * threads.
 */
public final class FrameEncoder {
  /** The log that the entries that follow belong to: author and incarnation. */
  static final byte LOG = 1;

  /** The room that they were said in. */
  static final byte ROOM = 2;

  /** An entry: step in the log, step in time (milliseconds, zigzag), text. */
  static final byte ENTRY = 3;

  /** The log that the acknowledgements that follow are of. */
  static final byte SEEN_LOG = 4;

  /** How far a log was applied. */
  static final byte SEEN = 5;

  /** What the sender wants to be called. */
  static final byte PRESENCE = 6;

  private @Nullable LogId log;
  private @Nullable RoomName room;
  private @Nullable LogId seenLog;
  private long sequence;
  private long time;

  /** Makes one for a link over which nothing was said. */
  public FrameEncoder() {}

  /**
   * Encodes a frame. The messages must all be sent, and before those of the next frame: use {@link
   * #copy()} where that is not sure.
   *
   * @param frame the frame
   * @return its messages; none if this wire cannot carry it
   */
  public List<byte[]> encode(Frame frame) {
    var messages = new ArrayList<byte[]>();
    switch (frame) {
      case Frame.Said bare -> {}
      case Frame.Presence(var nick) -> messages.add(text(PRESENCE, nick.text()));
      case Frame.Entries(var entries) -> entries.forEach(entry -> encode(entry, messages));
      case Frame.Seen(var of, var through) -> {
        if (!of.equals(seenLog)) {
          messages.add(log(SEEN_LOG, of));
          seenLog = of;
        }
        messages.add(
            ByteBuffer.allocate(1 + Varint.size(through.value()))
                .put(SEEN)
                .put(varint(through.value()))
                .array());
      }
    }
    return messages;
  }

  private void encode(Entry entry, List<byte[]> messages) {
    if (!entry.id().log().equals(log)) {
      log = entry.id().log();
      sequence = 0;
      messages.add(log(LOG, log));
    }
    if (!entry.room().equals(room)) {
      room = entry.room();
      messages.add(text(ROOM, room.text()));
    }
    long at = entry.at().toEpochMilli();
    long step = zigzag(entry.id().sequence().value() - sequence);
    long later = zigzag(at - time);
    var text = entry.text().getBytes(StandardCharsets.UTF_8);
    var message =
        ByteBuffer.allocate(1 + Varint.size(step) + Varint.size(later) + text.length).put(ENTRY);
    Varint.put(message, step);
    Varint.put(message, later);
    messages.add(message.put(text).array());
    sequence = entry.id().sequence().value();
    time = at;
  }

  private static byte[] log(byte type, LogId log) {
    return ByteBuffer.allocate(1 + 32 + Long.BYTES)
        .put(type)
        .put(HexFormat.of().parseHex(log.author().hex()))
        .putLong(log.incarnation())
        .array();
  }

  private static byte[] text(byte type, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + bytes.length).put(type).put(bytes).array();
  }

  private static byte[] varint(long value) {
    var bytes = ByteBuffer.allocate(Varint.size(value));
    Varint.put(bytes, value);
    return bytes.array();
  }

  static long zigzag(long value) {
    return ((value << 1) ^ (value >> 63)) & Varint.MAX;
  }

  /**
   * One with the same memory, to try with.
   *
   * @return a copy
   */
  public FrameEncoder copy() {
    var copy = new FrameEncoder();
    copy.log = log;
    copy.room = room;
    copy.seenLog = seenLog;
    copy.sequence = sequence;
    copy.time = time;
    return copy;
  }
}
