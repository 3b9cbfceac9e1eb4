package dev.parley.core.room;

import dev.parley.core.entry.Line;
import dev.parley.core.entry.LogId;
import dev.parley.core.entry.Sequence;
import dev.parley.core.identity.Nick;
import dev.parley.core.transport.Capabilities;
import dev.parley.core.transport.Frame;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.Origin;
import dev.parley.core.transport.SendResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far one link is in our log, and what it is owed besides. */
final class LinkCursor {
  final LinkId id;
  final Origin origin;
  private final Capabilities capabilities;

  /** The next of our entries to send. */
  private Sequence next;

  /** The last of our entries that the other room said it has. */
  private Sequence confirmed;

  /**
   * Which entries behind the confirmed one it will never get, and that was reported. Each stands
   * before something that was sent since, so they are never more than what the link has room for.
   */
  private final ArrayDeque<Passed> passed = new ArrayDeque<>();

  /** The places of other logs that we owe a confirmation for. */
  private final Map<LogId, Sequence> seenDue = new LinkedHashMap<>();

  /** The frames that the transport was given and has not answered for; one send at a time. */
  private List<Frame> inFlight = List.of();

  /** Entries that were passed over, the last one included. */
  private record Passed(Sequence first, Sequence last) {
    long count() {
      return last.value() - first.value() + 1;
    }
  }

  private boolean full;
  private boolean writableWhileInFlight;

  /** Since when the link has made no progress, while it had something to do. */
  private long stuckSince;

  private boolean lagging;

  /** What we are called, if the other room is yet to be told. */
  private @Nullable Nick ownNickDue;

  /** What the other wants to be called. */
  private @Nullable Nick nick;

  private boolean suspect;

  LinkCursor(LinkId id, Origin origin, Capabilities capabilities, Sequence first, long now) {
    this.id = id;
    this.origin = origin;
    this.capabilities = capabilities;
    this.next = first;
    this.confirmed = new Sequence(first.value() - 1);
    this.stuckSince = now;
  }

  /** The last of our entries that need not be kept for this link. */
  Sequence progress() {
    return capabilities.receipts() ? confirmed : new Sequence(next.value() - 1);
  }

  /** How many entries it does not have and may still get. */
  long behind(OwnLog log) {
    long never = passed.stream().mapToLong(Passed::count).sum();
    return log.end().value() - progress().value() - never;
  }

  boolean lagging() {
    return lagging;
  }

  long stuckSince() {
    return stuckSince;
  }

  /** A new entry follows: whoever was up to date begins to be behind. */
  void appended(OwnLog log, long now) {
    if (behind(log) <= 1) {
      stuckSince = now;
    }
  }

  void lag() {
    lagging = true;
  }

  /**
   * Moves the cursor over entries that have left the window; not while some are in flight, whose
   * fate is not known yet.
   *
   * @return how many it missed
   */
  long skipTo(Sequence floor) {
    long missed = inFlight.isEmpty() ? Math.max(0, floor.value() - next.value()) : 0;
    if (missed > 0) {
      passTo(floor);
    }
    return missed;
  }

  private void passTo(Sequence later) {
    if (capabilities.receipts()) {
      var last = new Sequence(later.value() - 1);
      var before = passed.peekLast();
      if (before != null && before.last().next().equals(next)) {
        passed.removeLast();
        passed.addLast(new Passed(before.first(), last));
      } else {
        passed.addLast(new Passed(next, last));
      }
    }
    next = later;
  }

  /** Tells the other room what we are called, where links carry that. */
  void introduce(Nick own) {
    ownNickDue = capabilities.textOnly() ? null : own;
  }

  /** The other wants to be called so. */
  void call(Nick name) {
    nick = name;
  }

  Optional<Nick> nick() {
    return Optional.ofNullable(nick);
  }

  /** Whether the other does not answer. */
  void suspect(boolean now) {
    suspect = now;
  }

  boolean isSuspect() {
    return suspect;
  }

  /** Owes the other room a confirmation. */
  void confirm(LogId log, Sequence through) {
    seenDue.put(log, through);
  }

  /** The other room has our log so far. */
  void confirmedBy(Sequence through, OwnLog log, long now) {
    var known = through.compareTo(log.end()) > 0 ? log.end() : through;
    if (known.compareTo(confirmed) > 0) {
      confirmed = known;
      passed.removeIf(entries -> entries.last().compareTo(known) <= 0);
      progressed(now);
    }
  }

  private void progressed(long now) {
    stuckSince = now;
    lagging = false;
  }

  /** What to send now: nothing while the transport has no room or has not answered. */
  List<Frame> take(OwnLog log) {
    if (full || !inFlight.isEmpty()) {
      return List.of();
    }
    var frames = new ArrayList<Frame>();
    if (ownNickDue != null) {
      frames.add(new Frame.Presence(ownNickDue));
    }
    seenDue.forEach((of, through) -> frames.add(new Frame.Seen(of, through)));
    var entries = log.from(next, RoomSettings.SEND_BATCH);
    if (capabilities.textOnly()) {
      entries.forEach(entry -> frames.add(new Frame.Said(new Line.Text(entry.text()))));
    } else {
      entries.forEach(entry -> frames.add(new Frame.Entries(List.of(entry))));
    }
    inFlight = List.copyOf(frames);
    return inFlight;
  }

  /**
   * The transport has answered.
   *
   * @return how many entries it will never carry
   */
  long sent(int accepted, SendResult result, long now) {
    inFlight.subList(0, accepted).forEach(frame -> accepted(frame, now));
    long lost = 0;
    if (result == SendResult.TOO_BIG) {
      passTo(next.next());
      lost = 1;
    }
    full = (result == SendResult.FULL && !writableWhileInFlight) || result == SendResult.DOWN;
    writableWhileInFlight = false;
    inFlight = List.of();
    return lost;
  }

  private void accepted(Frame frame, long now) {
    switch (frame) {
      case Frame.Said said -> next = next.next();
      case Frame.Entries(var entries) -> next = next.plus(entries.size());
      case Frame.Seen(var log, var through) -> seenDue.remove(log, through);
      case Frame.Presence(var told) -> ownNickDue = told.equals(ownNickDue) ? null : ownNickDue;
    }
    if (!capabilities.receipts()) {
      progressed(now);
    }
  }

  /** The transport has room again, perhaps before we heard that it had none. */
  void writable() {
    full = false;
    writableWhileInFlight = !inFlight.isEmpty();
  }
}
