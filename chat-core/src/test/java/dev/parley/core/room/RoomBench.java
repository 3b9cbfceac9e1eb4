package dev.parley.core.room;

import dev.parley.core.entry.Entry;
import dev.parley.core.entry.EntryId;
import dev.parley.core.entry.Line;
import dev.parley.core.entry.LogId;
import dev.parley.core.entry.RoomName;
import dev.parley.core.entry.Sequence;
import dev.parley.core.identity.PeerId;
import dev.parley.core.transport.Capabilities;
import dev.parley.core.transport.Frame;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.Origin;
import dev.parley.core.transport.PeerAddress;
import dev.parley.core.transport.SendResult;
import dev.parley.core.transport.TransportEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A room's state on the bench: a test puts inputs in, sees the effects, and moves the clock. */
final class RoomBench {
  static final Capabilities TEXT = new Capabilities(false, false, false, 65_507, true);
  static final Capabilities ENTRIES = new Capabilities(true, true, true, 65_536, false);

  static final PeerId ANN = new PeerId("aa".repeat(32));
  static final PeerId BOB = new PeerId("bb".repeat(32));
  static final LogId OWN = new LogId(ANN, 1);
  static final LogId BOBS = new LogId(BOB, 7);
  static final Origin.Member MEMBER = new Origin.Member(BOB);
  static final Origin.Guest GUEST = new Origin.Guest(new PeerAddress("127.0.0.1:7788"));
  static final LinkId LINK = new LinkId(1);
  static final LinkId OTHER = new LinkId(2);

  private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");

  final RoomState state;
  private final Capabilities links;
  private long now = -5_000_000_000L; // the monotonic clock has no meaningful zero

  RoomBench(Capabilities links, int window) {
    this.links = links;
    state = new RoomState(new RoomSettings(RoomName.LOBBY, OWN, links, window));
  }

  long now() {
    return now;
  }

  Instant wall() {
    return ORIGIN.plusNanos(now);
  }

  void pass(Duration time) {
    now += time.toNanos();
  }

  /** Steps, and gives the answers that come out. */
  List<RoomEffect> step(RoomInput input) {
    var effects = state.step(now, wall(), input);
    for (var effect : effects) {
      if (effect instanceof RoomEffect.Answer<?> answer) {
        answer.give();
      }
    }
    return effects;
  }

  List<RoomEffect> step(TransportEvent event) {
    return step(new RoomInput.FromTransport(event));
  }

  List<RoomEffect> linkUp(LinkId link) {
    return step(new TransportEvent.LinkUp(link, links.textOnly() ? GUEST : MEMBER));
  }

  /** The answers of one say: none yet, or one. */
  List<SayResult> say(String text, Duration within) {
    var answers = new ArrayList<SayResult>();
    step(new RoomInput.Say(text, now + within.toNanos(), answers::add));
    return answers;
  }

  List<SayResult> say(String text) {
    return say(text, Duration.ofMinutes(1));
  }

  /** Ends a batch and lets the store succeed; what follows from that. */
  List<RoomEffect> store() {
    step(RoomInput.BATCH_END);
    return step(new RoomInput.Appended());
  }

  /** Says and stores lines `first` to `last`; what follows from the last store. */
  List<RoomEffect> said(int first, int last) {
    for (int i = first; i <= last; i++) {
      say("line " + i);
    }
    return store();
  }

  List<RoomEffect> sent(LinkId link, int accepted, SendResult result) {
    return step(new RoomInput.Sent(link, accepted, result));
  }

  /** The transport accepts all that is offered for a link, until nothing is. */
  List<Frame> acceptAll(LinkId link, List<RoomEffect> effects) {
    var all = new ArrayList<Frame>();
    var frames = frames(link, effects);
    while (!frames.isEmpty()) {
      all.addAll(frames);
      frames = frames(link, sent(link, frames.size(), SendResult.ACCEPTED));
    }
    return all;
  }

  List<RoomEffect> seen(LinkId link, long through) {
    return step(new TransportEvent.Received(link, new Frame.Seen(OWN, new Sequence(through))));
  }

  List<RoomEffect> receive(LinkId link, Entry... entries) {
    return step(new TransportEvent.Received(link, new Frame.Entries(List.of(entries))));
  }

  static Entry entry(LogId log, long sequence) {
    return new Entry(
        new EntryId(log, new Sequence(sequence)), RoomName.LOBBY, ORIGIN, "entry " + sequence);
  }

  long count(String counter) {
    return report().counters().getOrDefault(counter, 0L);
  }

  RoomReport report() {
    var reports = new ArrayList<RoomReport>();
    step(new RoomInput.Report(reports::add));
    return reports.getFirst();
  }

  static <T extends RoomEffect> List<T> only(Class<T> kind, List<RoomEffect> effects) {
    return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  static List<Entry> appends(List<RoomEffect> effects) {
    return only(RoomEffect.Append.class, effects).stream()
        .flatMap(append -> append.entries().stream())
        .toList();
  }

  static List<RoomEvent> shown(List<RoomEffect> effects) {
    return only(RoomEffect.Show.class, effects).stream().map(RoomEffect.Show::event).toList();
  }

  static List<Frame> frames(LinkId link, List<RoomEffect> effects) {
    return only(RoomEffect.Send.class, effects).stream()
        .filter(send -> send.link().equals(link))
        .flatMap(send -> send.frames().stream())
        .toList();
  }

  /** The texts of lines and entries; confirmations have none. */
  static List<String> texts(List<Frame> frames) {
    return frames.stream()
        .flatMap(frame ->
            switch (frame) {
              case Frame.Said(Line line) -> List.of(line.text()).stream();
              case Frame.Entries(List<Entry> entries) -> entries.stream().map(Entry::text);
              case Frame.Seen seen -> List.<String>of().stream();
              case Frame.Presence presence -> List.<String>of().stream();
            })
        .toList();
  }

  static List<String> lines(int first, int last) {
    var lines = new ArrayList<String>();
    for (int i = first; i <= last; i++) {
      lines.add("line " + i);
    }
    return lines;
  }

  static SayResult accepted(long sequence) {
    return new SayResult.Accepted(new EntryId(OWN, new Sequence(sequence)));
  }
}
