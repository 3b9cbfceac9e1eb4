package dev.parley.udp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.entry.Entry;
import dev.parley.core.entry.EntryId;
import dev.parley.core.entry.Line;
import dev.parley.core.entry.LogId;
import dev.parley.core.entry.RoomName;
import dev.parley.core.entry.Sequence;
import dev.parley.core.identity.Nick;
import dev.parley.core.identity.PeerId;
import dev.parley.core.transport.Frame;
import dev.parley.udp.link.MalformedPacketException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCodecTest {
  private static final LogId LOG = log("ab", 0x0123_4567_89ab_cdefL);

  private final FrameEncoder encoder = new FrameEncoder();
  private final FrameDecoder decoder = new FrameDecoder();

  private static LogId log(String author, long incarnation) {
    return new LogId(new PeerId(author.repeat(32)), incarnation);
  }

  private static Entry entry(LogId log, long sequence, long at, String text) {
    var id = new EntryId(log, new Sequence(sequence));
    return new Entry(id, RoomName.LOBBY, Instant.ofEpochMilli(at), text);
  }

  private List<Frame> pass(Frame frame) throws MalformedPacketException {
    var frames = new ArrayList<Frame>();
    for (var message : encoder.encode(frame)) {
      var decoded = decoder.decode(message);
      if (decoded != null) {
        frames.add(decoded);
      }
    }
    return frames;
  }

  @Test
  void entries_comeBackAsTheyWere() throws MalformedPacketException {
    var random = new Random(1);
    for (int n = 0; n < 2000; n++) {
      var log = random.nextInt(10) == 0 ? log("cd", random.nextLong()) : LOG;
      var entry =
          entry(
              log,
              1 + (random.nextLong() >>> 3),
              (random.nextLong() >> 22) + n,
              "text " + n + " ä€😀" + "x".repeat(random.nextInt(50)));
      assertThat(pass(new Frame.Entries(List.of(entry))))
          .containsExactly(new Frame.Entries(List.of(entry)));
    }
  }

  @Test
  void seen_comesBackAsItWas() throws MalformedPacketException {
    for (var seen :
        List.of(
            new Frame.Seen(LOG, new Sequence(1)),
            new Frame.Seen(LOG, new Sequence(2)),
            new Frame.Seen(log("cd", 5), new Sequence(1L << 50)),
            new Frame.Seen(LOG, Sequence.NONE))) {
      assertThat(pass(seen)).containsExactly(seen);
    }
  }

  @Test
  void presence_comesBackAsItWas() throws MalformedPacketException {
    var presence = new Frame.Presence(new Nick("änn-2😀"));
    assertThat(pass(presence)).containsExactly(presence);
  }

  @Test
  void presence_withANameThatNobodyHas_isMalformed() {
    for (var name : List.of("", "a:b", "a b", "\u001b[2J", "x".repeat(33))) {
      var bytes = ("\u0006" + name).getBytes(StandardCharsets.UTF_8);
      assertThatThrownBy(() -> decoder.decode(bytes)).isInstanceOf(MalformedPacketException.class);
    }
  }

  @Test
  void severalEntries_becomeAMessageEach() throws MalformedPacketException {
    var entries = List.of(entry(LOG, 1, 5, "a"), entry(LOG, 2, 6, "b"), entry(LOG, 7, 4, ""));
    assertThat(pass(new Frame.Entries(entries)))
        .containsExactlyElementsOf(
            entries.stream().map(entry -> (Frame) new Frame.Entries(List.of(entry))).toList());
  }

  @Test
  void nextEntry_costsFourBytesBesideItsText() {
    encoder.encode(new Frame.Entries(List.of(entry(LOG, 1, 1_000_000, "first"))));
    var messages = encoder.encode(new Frame.Entries(List.of(entry(LOG, 2, 1_003_000, "second"))));
    assertThat(messages).hasSize(1);
    assertThat(messages.getFirst().length - "second".length()).isLessThanOrEqualTo(4);
  }

  @Test
  void bareLine_isNothingForThisWire() {
    assertThat(encoder.encode(new Frame.Said(new Line.Text("hi")))).isEmpty();
  }

  @Test
  void copy_remembersTheSame_andGoesItsOwnWay() {
    var one = new Frame.Entries(List.of(entry(LOG, 1, 5, "a")));
    var two = new Frame.Entries(List.of(entry(LOG, 2, 6, "b")));
    encoder.encode(one);
    var copy = encoder.copy();
    assertThat(copy.encode(two)).hasSize(1);
    assertThat(encoder.encode(two)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "00", "06", "ff", "01", "0100", "02", "0223", "03", "0302", "030200", "04", "05", "0501"
      })
  void message_thatFollowsNoRule_isMalformed(String hex) {
    assertThatThrownBy(() -> decoder.decode(HexFormat.of().parseHex(hex)))
        .isInstanceOf(MalformedPacketException.class);
  }

  @Test
  void messages_changedAtRandom_areReadOrMalformed() {
    var random = new Random(2);
    int malformed = 0;
    for (int n = 0; n < 100_000; n++) {
      var fresh = new FrameDecoder();
      var messages =
          new FrameEncoder().encode(new Frame.Entries(List.of(entry(LOG, 1 + n, n, "text " + n))));
      try {
        for (var message : messages) {
          if (random.nextBoolean()) {
            message[random.nextInt(message.length)] ^= (byte) (1 << random.nextInt(8));
          }
          fresh.decode(message);
        }
      } catch (MalformedPacketException expected) {
        malformed++;
      }
    }
    assertThat(malformed).isBetween(1000, 99_000);
  }
}
