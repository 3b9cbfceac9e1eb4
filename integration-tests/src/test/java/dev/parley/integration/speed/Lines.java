package dev.parley.integration.speed;

import dev.parley.core.entry.Entry;
import dev.parley.core.entry.EntryId;
import dev.parley.core.entry.LogId;
import dev.parley.core.entry.RoomName;
import dev.parley.core.entry.Sequence;
import dev.parley.core.identity.PeerId;
import dev.parley.core.transport.Frame;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The lines of one log, a frame each, as a room hands them to its links. Not safe for use by many
 * threads.
 */
final class Lines {
  private static final int DIFFERENT = 1024;

  /** How many lines are of one millisecond. */
  private static final int TOGETHER = 1000;

  private final LogId log;
  private final List<String> texts;
  private Instant at = Instant.now();
  private long said;

  /**
   * Lines that begin at the first place of a log.
   *
   * @param author whose log
   * @param bytes how long each is
   */
  Lines(PeerId author, int bytes) {
    log = new LogId(author, 1);
    texts = IntStream.range(0, DIFFERENT).mapToObj(n -> ("%0" + bytes + "d").formatted(n)).toList();
  }

  /** The next line. */
  Frame next() {
    said++;
    if (said % TOGETHER == 0) {
      at = at.plusMillis(1);
    }
    return frame();
  }

  /** The next line, said so much later. */
  Frame after(long millis) {
    said++;
    at = at.plusMillis(millis);
    return frame();
  }

  private Frame frame() {
    var text = texts.get((int) (said % DIFFERENT));
    var id = new EntryId(log, new Sequence(said));
    return new Frame.Entries(List.of(new Entry(id, RoomName.LOBBY, at, text)));
  }
}
