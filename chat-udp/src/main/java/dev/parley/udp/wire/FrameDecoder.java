package dev.parley.udp.wire;

import dev.parley.core.entry.Entry;
import dev.parley.core.entry.EntryId;
import dev.parley.core.entry.LogId;
import dev.parley.core.entry.RoomName;
import dev.parley.core.entry.Sequence;
import dev.parley.core.identity.Nick;
import dev.parley.core.identity.PeerId;
import dev.parley.core.transport.Frame;
import dev.parley.udp.link.MalformedPacketException;
import dev.parley.udp.link.Varint;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link FrameEncoder} wrote, over one link. Not safe for use by many threads. */
public final class FrameDecoder {
  /** What stands for bytes that are no text, and may also be said. */
  private static final char REPLACED = '\uFFFD';

  private @Nullable LogId log;
  private @Nullable RoomName room;
  private @Nullable LogId seenLog;
  private long sequence;
  private long time;

  /** Makes one for a link over which nothing was said. */
  public FrameDecoder() {}

  /**
   * Reads a message.
   *
   * @param message the message
   * @return the frame that it completes, or null if it only prepares for others
   * @throws MalformedPacketException if it follows no rule: the link cannot go on
   */
  public @Nullable Frame decode(byte[] message) throws MalformedPacketException {
    var in = ByteBuffer.wrap(message);
    if (!in.hasRemaining()) {
      throw new MalformedPacketException("an empty message");
    }
    return switch (in.get()) {
      case FrameEncoder.LOG -> {
        log = log(in);
        sequence = 0;
        yield null;
      }
      case FrameEncoder.ROOM -> {
        room = room(in);
        yield null;
      }
      case FrameEncoder.ENTRY -> new Frame.Entries(List.of(entry(in)));
      case FrameEncoder.SEEN_LOG -> {
        seenLog = log(in);
        yield null;
      }
      case FrameEncoder.SEEN -> seen(in);
      case FrameEncoder.PRESENCE -> new Frame.Presence(nick(in));
      default -> throw new MalformedPacketException("a message of type " + message[0]);
    };
  }

  private Frame seen(ByteBuffer in) throws MalformedPacketException {
    long through = Varint.get(in);
    if (seenLog == null || in.hasRemaining()) {
      throw new MalformedPacketException("an acknowledgement of no log");
    }
    return new Frame.Seen(seenLog, new Sequence(through));
  }

  private Entry entry(ByteBuffer in) throws MalformedPacketException {
    if (log == null || room == null) {
      throw new MalformedPacketException("an entry of no log or no room");
    }
    sequence += step(in);
    time += step(in);
    if (sequence < 1) {
      throw new MalformedPacketException("an entry with the sequence " + sequence);
    }
    try {
      var text = text(in);
      var id = new EntryId(log, new Sequence(sequence));
      return new Entry(id, room, Instant.ofEpochMilli(time), text);
    } catch (CharacterCodingException | DateTimeException wrong) {
      throw new MalformedPacketException("an entry that is no text");
    }
  }

  /** Strict: only text that may have a fault in it is given to a decoder, which is slow to make. */
  private static String text(ByteBuffer in) throws CharacterCodingException {
    var text =
        new String(
            in.array(), in.arrayOffset() + in.position(), in.remaining(), StandardCharsets.UTF_8);
    return text.indexOf(REPLACED) < 0
        ? text
        : StandardCharsets.UTF_8.newDecoder().decode(in).toString();
  }

  private static long step(ByteBuffer in) throws MalformedPacketException {
    long zigzag = Varint.get(in);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  private static LogId log(ByteBuffer in) throws MalformedPacketException {
    if (in.remaining() != PeerId.BYTES + Long.BYTES) {
      throw new MalformedPacketException("a log of " + in.remaining() + " bytes");
    }
    var author = new byte[PeerId.BYTES];
    in.get(author);
    return new LogId(new PeerId(HexFormat.of().formatHex(author)), in.getLong());
  }

  private static Nick nick(ByteBuffer in) throws MalformedPacketException {
    try {
      return new Nick(StandardCharsets.UTF_8.newDecoder().decode(in).toString());
    } catch (CharacterCodingException | IllegalArgumentException wrong) {
      throw new MalformedPacketException("a name that nobody has");
    }
  }

  private static RoomName room(ByteBuffer in) throws MalformedPacketException {
    try {
      return new RoomName(StandardCharsets.UTF_8.newDecoder().decode(in).toString());
    } catch (CharacterCodingException | IllegalArgumentException wrong) {
      throw new MalformedPacketException("a name that no room has");
    }
  }
}
