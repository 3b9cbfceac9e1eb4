package dev.parley.core.room;

import dev.parley.core.entry.Entry;
import dev.parley.core.entry.Line;
import dev.parley.core.entry.Sequence;
import dev.parley.core.identity.Nick;
import dev.parley.core.identity.PeerId;
import dev.parley.core.transport.Frame;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.Origin;
import dev.parley.core.transport.SendResult;
import dev.parley.core.transport.TransportEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything a room decides, without a thread, a clock or a socket: {@link #step} takes what
 * happened and answers what is to be done. Not safe for use by many threads: a {@link Room} guards
 * it.
 */
final class RoomState {
  /*
   * A line takes two stages. `Say` puts it among the unstored; at a batch end they leave in one
   * Append, and only one Append is under way at a time. When the store answers, the entries join
   * our log, and only then the sayer is answered, the line is shown, and the links' cursors may
   * move over it. Sequences are given out when the Append is made, so a failed one leaves no hole.
   *
   * What links do not have yet is held in a window. While it is full, lines wait; a link that holds
   * it without progress for five seconds is lagging and no longer counts.
   */
  private final RoomSettings settings;
  private final OwnLog own;
  private final OtherLogs others = new OtherLogs(RoomSettings.MAX_LOGS);
  private final TreeMap<LinkId, LinkCursor> links = new TreeMap<>();
  private final ArrayDeque<RoomInput.Say> waiting = new ArrayDeque<>();
  private final List<PendingFlush> flushes = new ArrayList<>();
  private final TreeMap<String, Long> counters = new TreeMap<>();
  private final ArrayDeque<Unstored> unstored = new ArrayDeque<>();
  private List<Stored> storing = List.of();

  /** How many of our own lines are among the unstored and those being stored. */
  private int pendingOurs;

  /** What we want to be called. */
  private @Nullable Nick nick;

  /** When the next tick was asked for, if any. */
  private @Nullable Long wakeAt;

  private List<RoomEffect> effects = new ArrayList<>();

  /** A line or entry that is to be stored. */
  private sealed interface Unstored {
    record Ours(String text, Instant at, Consumer<SayResult> answer) implements Unstored {}

    record Theirs(LinkId link, Origin from, Entry entry) implements Unstored {}
  }

  /** An entry that the store was given. */
  private record Stored(Entry entry, Unstored source) {}

  private record PendingFlush(Sequence target, long deadline, Consumer<FlushResult> answer) {}

  RoomState(RoomSettings settings) {
    this.settings = settings;
    this.own = new OwnLog(settings.self(), settings.window());
  }

  /**
   * Takes one thing that happened.
   *
   * @param now the monotonic clock, in nanoseconds
   * @param wall the wall clock
   * @param input what happened
   * @return what is to be done, in this order
   */
  List<RoomEffect> step(long now, Instant wall, RoomInput input) {
    switch (input) {
      case RoomInput.Say say -> say(say, now, wall);
      case RoomInput.Flush flush -> flush(flush);
      case RoomInput.Report(var answer) -> effects.add(new RoomEffect.Answer<>(answer, report()));
      case RoomInput.Rename(var name) -> {
        nick = name;
        links.values().forEach(link -> link.introduce(name));
      }
      case RoomInput.FromTransport(var event) -> fromTransport(event, now, wall);
      case RoomInput.BatchEnd end -> store();
      case RoomInput.Appended appended -> appended(now);
      case RoomInput.AppendFailed(var reason) -> appendFailed(reason);
      case RoomInput.Sent(var link, var accepted, var result) -> sent(link, accepted, result, now);
      case RoomInput.Tick tick -> wakeAt = null;
      case RoomInput.RetryGaps retry -> effects.add(new RoomEffect.RetryGaps());
      case RoomInput.Close close -> close();
    }
    settle(now, wall);
    var answer = effects;
    effects = new ArrayList<>();
    return answer;
  }

  /** How many lines and entries wait to be stored. */
  int unstored() {
    return unstored.size();
  }

  // --- what we say

  private void say(RoomInput.Say say, long now, Instant wall) {
    if (settings.links().textOnly() && links.isEmpty()) {
      refuse(say.answer(), SayResult.Reason.NOBODY, "nobody is linked");
    } else if (waiting.isEmpty() && !full()) {
      accept(say, wall);
    } else if (waiting.size() >= settings.window()) {
      refuse(say.answer(), SayResult.Reason.BUSY, waiting.size() + " others wait already");
    } else if (say.deadline() - now <= 0) {
      refuse(say.answer(), SayResult.Reason.TOO_LATE, "the room is full");
    } else {
      waiting.addLast(say);
    }
  }

  private void accept(RoomInput.Say say, Instant wall) {
    unstored.addLast(
        new Unstored.Ours(say.text(), wall.truncatedTo(ChronoUnit.MILLIS), say.answer()));
    pendingOurs++;
  }

  private void refuse(Consumer<SayResult> answer, SayResult.Reason reason, String detail) {
    count("room.said.refused." + label(reason));
    effects.add(new RoomEffect.Answer<>(answer, new SayResult.Refused(reason, detail)));
  }

  private static String label(SayResult.Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private boolean full() {
    return links.values().stream().anyMatch(this::holdsWindow) || pendingOurs >= window();
  }

  private boolean holdsWindow(LinkCursor link) {
    return !link.lagging() && link.behind(own) + pendingOurs >= window();
  }

  private int window() {
    return settings.window();
  }

  private void flush(RoomInput.Flush flush) {
    var target = own.end().plus(pendingOurs + waiting.size());
    flushes.add(new PendingFlush(target, flush.deadline(), flush.answer()));
  }

  private void close() {
    for (var each : unstored) {
      if (each instanceof Unstored.Ours ours) {
        refuse(ours.answer(), SayResult.Reason.CLOSED, "the room is closed");
        pendingOurs--;
      }
    }
    unstored.clear();
    waiting.forEach(say -> refuse(say.answer(), SayResult.Reason.CLOSED, "the room is closed"));
    waiting.clear();
    flushes.forEach(this::answer);
    flushes.clear();
    for (var link : links.values()) {
      long behind = link.behind(own);
      if (behind > 0) {
        undelivered(link.origin, behind, "the room was closed before");
      }
    }
    links.clear();
  }

  // --- storing

  private void store() {
    if (!storing.isEmpty() || unstored.isEmpty()) {
      return;
    }
    var batch = new ArrayList<Stored>(unstored.size());
    int ours = 0;
    for (var each : unstored) {
      batch.add(
          switch (each) {
            case Unstored.Ours(var text, var at, var answer) ->
                new Stored(new Entry(own.upcoming(ours++), settings.name(), at, text), each);
            case Unstored.Theirs(var link, var from, var entry) -> new Stored(entry, each);
          });
    }
    unstored.clear();
    storing = batch;
    effects.add(new RoomEffect.Append(batch.stream().map(Stored::entry).toList()));
  }

  private void appended(long now) {
    for (var each : storing) {
      var entry = each.entry();
      switch (each.source()) {
        case Unstored.Ours ours -> {
          own.append(entry);
          pendingOurs--;
          links.values().forEach(link -> link.appended(own, now));
          count("room.said.accepted");
          effects.add(new RoomEffect.Answer<>(ours.answer(), new SayResult.Accepted(entry.id())));
          show(new Origin.Member(own.id().author()), entry);
        }
        case Unstored.Theirs theirs -> {
          var log = entry.id().log();
          others.stored(entry.id());
          var link = links.get(theirs.link());
          if (link != null) {
            link.confirm(log, entry.id().sequence());
          }
          count("room.received.entries");
          show(theirs.from(), entry);
        }
      }
    }
    storing = List.of();
    store();
  }

  private void show(Origin from, Entry entry) {
    show(new RoomEvent.Said(from, new Line.Text(entry.text()), entry.at(), true));
  }

  private void show(RoomEvent event) {
    effects.add(new RoomEffect.Show(event));
  }

  private void appendFailed(String reason) {
    for (var each : storing) {
      switch (each.source()) {
        case Unstored.Ours ours -> {
          pendingOurs--;
          refuse(ours.answer(), SayResult.Reason.NOT_KEPT, reason);
        }
        case Unstored.Theirs theirs -> {
          dropped("not-kept");
          missed(theirs.from(), 1);
        }
      }
    }
    storing = List.of();
    store();
  }

  // --- what the transport tells

  private void fromTransport(TransportEvent event, long now, Instant wall) {
    switch (event) {
      case TransportEvent.LinkUp(var id, var origin) -> linkUp(id, origin, now);
      case TransportEvent.LinkDown(var id, var reason) -> linkDown(id, reason);
      case TransportEvent.Suspected(var id) -> suspect(id, true);
      case TransportEvent.Recovered(var id) -> suspect(id, false);
      case TransportEvent.Received(var id, var frame) -> received(id, frame, now, wall);
      case TransportEvent.Overheard(var guest, Frame.Said(var line)) -> {
        count("room.received.from-strangers");
        show(new RoomEvent.Said(guest, line, wall, false));
      }
      case TransportEvent.Writable(var id) -> {
        var link = links.get(id);
        if (link != null) {
          link.writable();
        }
      }
      case TransportEvent.Undelivered(var id, var reason) -> {
        var link = links.get(id);
        if (link != null) {
          undelivered(link.origin, 1, reason);
        }
      }
    }
  }

  private void linkUp(LinkId id, Origin origin, long now) {
    // A guest hears what is said from now on; a member also gets what the window still holds.
    var first =
        switch (origin) {
          case Origin.Guest guest -> own.end().next();
          case Origin.Member member -> own.floor();
        };
    var link = new LinkCursor(id, origin, settings.links(), first, now);
    if (nick != null) {
      link.introduce(nick);
    }
    links.put(id, link);
    show(new RoomEvent.Joined(id, origin));
  }

  private void linkDown(LinkId id, String reason) {
    var link = links.remove(id);
    if (link == null) {
      return;
    }
    long behind = link.behind(own);
    if (behind > 0) {
      undelivered(link.origin, behind, reason);
    }
    show(new RoomEvent.Left(id, link.origin, reason));
  }

  private void suspect(LinkId id, boolean now) {
    var link = links.get(id);
    if (link != null && link.isSuspect() != now) {
      link.suspect(now);
      show(
          now
              ? new RoomEvent.Suspected(id, link.origin)
              : new RoomEvent.Recovered(id, link.origin));
    }
  }

  private void undelivered(Origin who, long lines, String reason) {
    count("room.undelivered", lines);
    show(new RoomEvent.Undelivered(who, lines, reason));
  }

  private void received(LinkId id, Frame frame, long now, Instant wall) {
    var link = links.get(id);
    if (link == null) {
      dropped("no-such-link");
      return;
    }
    switch (link.origin) {
      case Origin.Guest guest -> {
        if (frame instanceof Frame.Said(var line)) {
          count("room.received.lines");
          show(new RoomEvent.Said(guest, line, wall, true));
        } else {
          dropped("not-for-guests");
        }
      }
      case Origin.Member(var author) -> {
        switch (frame) {
          case Frame.Said said -> dropped("not-an-entry");
          case Frame.Entries(var entries) ->
              entries.forEach(entry -> theirEntry(link, author, entry));
          case Frame.Seen(var log, var through) -> {
            if (log.equals(own.id())) {
              link.confirmedBy(through, own, now);
            }
          }
          case Frame.Presence(var name) -> {
            link.call(name);
            show(new RoomEvent.Named(id, link.origin, name));
          }
        }
      }
    }
  }

  private void theirEntry(LinkCursor link, PeerId author, Entry entry) {
    var log = entry.id().log();
    if (!log.author().equals(author)) {
      dropped("not-the-author");
    } else if (!entry.room().equals(settings.name())) {
      dropped("other-room");
    } else {
      switch (others.receive(entry.id())) {
        case OtherLogs.Reception.Next(var missed) -> {
          missed(link.origin, missed);
          unstored.addLast(new Unstored.Theirs(link.id, link.origin, entry));
        }
        case OtherLogs.Reception.Duplicate(var stored) -> {
          dropped("duplicate");
          if (!stored.equals(Sequence.NONE)) {
            link.confirm(log, stored);
          }
        }
        case OtherLogs.Reception.TooMany tooMany -> dropped("too-many-logs");
      }
    }
  }

  private void missed(Origin from, long lines) {
    if (lines > 0) {
      count("room.received.missed", lines);
      show(new RoomEvent.Missed(from, lines));
    }
  }

  private void sent(LinkId id, int accepted, SendResult result, long now) {
    var link = links.get(id);
    if (link == null) {
      return;
    }
    long lost = link.sent(accepted, result, now);
    if (lost > 0) {
      undelivered(link.origin, lost, "too big for this link");
    }
  }

  // --- what follows from all that

  private void settle(long now, Instant wall) {
    expire(now);
    markLagging(now);
    while (!waiting.isEmpty() && !full()) {
      accept(waiting.removeFirst(), wall);
    }
    for (var link : links.values()) {
      long missed = link.skipTo(own.floor());
      if (missed > 0) {
        undelivered(link.origin, missed, "too slow");
      }
      var frames = link.take(own);
      if (!frames.isEmpty()) {
        effects.add(new RoomEffect.Send(link.id, frames));
      }
    }
    answerFlushes(now);
    arm();
  }

  private void expire(long now) {
    waiting.removeIf(say -> {
      boolean late = say.deadline() - now <= 0;
      if (late) {
        refuse(say.answer(), SayResult.Reason.TOO_LATE, "the room stayed full");
      }
      return late;
    });
  }

  private void markLagging(long now) {
    if (waiting.isEmpty()) {
      return;
    }
    for (var link : links.values()) {
      if (holdsWindow(link) && now - lagsAt(link) >= 0) {
        link.lag();
        count("room.links.lagging");
      }
    }
  }

  private static long lagsAt(LinkCursor link) {
    return link.stuckSince() + RoomSettings.LAGGING_AFTER.toNanos();
  }

  private void answerFlushes(long now) {
    flushes.removeIf(flush -> {
      boolean done = behind(flush.target()).isEmpty() || flush.deadline() - now <= 0;
      if (done) {
        answer(flush);
      }
      return done;
    });
  }

  private void answer(PendingFlush flush) {
    var result = new FlushResult(behind(flush.target()));
    effects.add(new RoomEffect.Answer<>(flush.answer(), result));
  }

  private List<Origin> behind(Sequence target) {
    boolean pending = pendingOurs > 0 || !waiting.isEmpty();
    if (own.end().compareTo(target) < 0 && pending) {
      return links.isEmpty()
          ? List.of(new Origin.Member(own.id().author()))
          : links.values().stream().map(link -> link.origin).toList();
    }
    var needed = own.end().compareTo(target) < 0 ? own.end() : target;
    return links.values().stream()
        .filter(link -> link.progress().compareTo(needed) < 0)
        .map(link -> link.origin)
        .toList();
  }

  private void arm() {
    Long next = null;
    for (var say : waiting) {
      next = earlier(next, say.deadline());
    }
    for (var flush : flushes) {
      next = earlier(next, flush.deadline());
    }
    if (!waiting.isEmpty()) {
      for (var link : links.values()) {
        if (holdsWindow(link)) {
          next = earlier(next, lagsAt(link));
        }
      }
    }
    if (next != null && (wakeAt == null || next - wakeAt < 0)) {
      wakeAt = next;
      effects.add(new RoomEffect.WakeAt(next));
    }
  }

  private static Long earlier(@Nullable Long a, long b) {
    return a == null || b - a < 0 ? (Long) b : a;
  }

  // --- accounts

  private void dropped(String reason) {
    count("room.received.dropped." + reason);
  }

  private void count(String name) {
    count(name, 1);
  }

  private void count(String name, long by) {
    counters.merge(name, by, Long::sum);
  }

  private RoomReport report() {
    return new RoomReport(
        counters,
        links.values().stream()
            .map(link ->
                new RoomReport.LinkReport(
                    link.id, link.origin, link.nick(), link.isSuspect(), link.behind(own)))
            .toList());
  }
}
