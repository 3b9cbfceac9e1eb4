package dev.parley.udp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.entry.Entry;
import dev.parley.core.entry.EntryId;
import dev.parley.core.entry.LogId;
import dev.parley.core.entry.RoomName;
import dev.parley.core.entry.Sequence;
import dev.parley.core.identity.PeerId;
import dev.parley.core.transport.Frame;
import dev.parley.udp.link.MalformedPacketException;
import dev.parley.udp.testing.Hostile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Messages of a member that follows no rule. */
class FrameDecoderFuzzTest {
  private static final int LONGEST = 200;

  /** Beyond this an encoder cannot write the step: no honest log or clock comes here. */
  private static final long FAR = 1L << 59;

  private final Hostile hostile = new Hostile(2);

  private static List<byte[]> honest() {
    var messages = new ArrayList<byte[]>();
    var encoder = new FrameEncoder();
    for (var author : List.of("ab", "cd")) {
      var log = new LogId(new PeerId(author.repeat(32)), 77);
      for (long n = 1; n < 300; n *= 3) {
        var id = new EntryId(log, new Sequence(n));
        var at = Instant.ofEpochMilli(1_700_000_000_000L + n);
        var entry = new Entry(id, new RoomName("room-" + n), at, "text 你好 " + n);
        messages.addAll(encoder.encode(new Frame.Entries(List.of(entry))));
        messages.addAll(encoder.encode(new Frame.Seen(log, new Sequence(n))));
      }
    }
    return messages;
  }

  @Test
  void messages_areReadOrMalformed_andWhatIsReadCanBeWritten() throws MalformedPacketException {
    var honest = honest();
    int inputs = Hostile.inputs(60_000);
    int malformed = 0;
    int frames = 0;
    var decoder = primed(honest);
    for (int n = 0; n < inputs; n++) {
      var message = hostile.oneIn(3) ? hostile.damaged(honest, LONGEST) : hostile.oneOf(honest);
      try {
        var frame = decoder.decode(message);
        frames += frame == null ? 0 : 1;
        if (frame != null && isNear(frame)) {
          assertThat(again(frame)).isEqualTo(frame);
        }
      } catch (MalformedPacketException expected) {
        malformed++;
        decoder = primed(honest); // as the link ends
      }
    }
    assertThat(malformed).isBetween(inputs / 10, inputs / 2);
    assertThat(frames).isGreaterThan(inputs / 10);
  }

  /** One that has come to know a log and a room, as most messages mean one. */
  private static FrameDecoder primed(List<byte[]> honest) throws MalformedPacketException {
    var decoder = new FrameDecoder();
    for (var message : honest.subList(0, 5)) {
      decoder.decode(message);
    }
    return decoder;
  }

  private static boolean isNear(Frame frame) {
    return switch (frame) {
      case Frame.Said said -> throw new AssertionError("this wire has no bare lines: " + said);
      case Frame.Entries(var entries) ->
          entries.stream()
              .allMatch(entry ->
                  entry.id().sequence().value() < FAR
                      && Math.abs(entry.at().toEpochMilli() / 2) < FAR / 2);
      case Frame.Seen seen -> true;
      case Frame.Presence presence -> true;
    };
  }

  private static @Nullable Frame again(Frame frame) throws MalformedPacketException {
    Frame last = null;
    var decoder = new FrameDecoder();
    for (var message : new FrameEncoder().encode(frame)) {
      last = decoder.decode(message);
    }
    return last;
  }
}
