package dev.parley.integration.simulation;

import dev.parley.core.entry.Entry;
import dev.parley.core.entry.LogId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Knows what was said and who has it, and holds the programs to their promises. */
final class Ledger {
  /**
   * A peer that is dead is missed after fifteen seconds of silence; what it sent may be under way
   * for two more, and one is for the questions that are open then.
   */
  static final Duration NOTICED = Duration.ofSeconds(18);

  /** For so long after its start others may still hold links to the run before. */
  private static final long SETTLED = Duration.ofSeconds(5).toNanos();

  private final World world;
  private final boolean complete;
  private final List<Program> programs = new ArrayList<>();
  private final Map<LogId, List<Line>> said = new LinkedHashMap<>();
  private long deliveries;
  private @Nullable String broken;

  private record Line(String text, long at) {}

  /** With windows so large that nothing is ever passed over, or not. */
  Ledger(World world, boolean complete) {
    this.world = world;
    this.complete = complete;
  }

  void add(Program program) {
    programs.add(program);
  }

  long deliveries() {
    return deliveries;
  }

  // ---- each line once, in order, as it was said ----

  void appended(Program by, Entry entry) {
    var log = entry.id().log();
    long number = entry.id().sequence().value();
    if (log.author().equals(by.identity.id()) && (by.log == null || by.log.equals(log))) {
      by.log = log;
      var lines = said.computeIfAbsent(log, fresh -> new ArrayList<>());
      lines.add(new Line(entry.text(), world.now()));
      require(lines.size() == number, by + " gave a line the number " + number);
      return;
    }
    var lines = said.getOrDefault(log, List.of());
    require(number <= lines.size(), by + " got a line that nobody said: " + entry.id());
    require(
        lines.get((int) number - 1).text().equals(entry.text()),
        by + " got another text: " + entry.id());
    long before = by.applied(log);
    require(number > before, by + " got " + entry.id() + " after " + before);
    if (number != before + 1) {
      require(!complete, by + " got " + entry.id() + " right after " + before);
      by.passedOver += before == 0 ? 0 : number - before - 1;
    }
    by.applied.put(log, number);
    deliveries++;
  }

  long said(@Nullable LogId log) {
    return log == null ? 0 : said.getOrDefault(log, List.of()).size();
  }

  private long saidBefore(@Nullable LogId log, long time) {
    return log == null
        ? 0
        : said.getOrDefault(log, List.of()).stream().filter(line -> line.at() < time).count();
  }

  // ---- what is not delivered is reported ----

  /** A link has ended, and so many lines were reported as not delivered. */
  void left(Program by, Program.Life life, long reported) {
    var peer = at(life);
    if (peer == null || peer.lives()) {
      return;
    }
    long has = Math.max(life.gone, peer.applied(by.log));
    long lacks = saidBefore(by.log, life.leftAt) - has;
    require(
        lacks <= reported,
        by + " reported " + reported + " lines, and the dead " + peer + " lacks " + lacks);
  }

  /** Which run of a program a link leads to; null where two come into question. */
  private @Nullable Program at(Program.Life life) {
    Program found = null;
    for (var program : programs) {
      boolean before = program.startedAt < life.joinedAt;
      if (program.identity.id().equals(life.peer) && before) {
        if (found != null && life.joinedAt - program.startedAt < SETTLED) {
          return null;
        }
        found = program;
      }
    }
    return found != null && found.diedAt < life.joinedAt ? null : found;
  }

  /** To be called so long after a death: whoever was linked has noticed. */
  void noticed(Program dead) {
    for (var program : programs) {
      boolean awake = program.lives() && !program.machine.isAsleep();
      boolean calm = awake && program.disturbedAt < dead.diedAt;
      for (var life : program.links.values()) {
        require(
            !calm || !life.isUp() || life.joinedAt >= dead.diedAt || at(life) != dead,
            program + " still believes in " + dead);
      }
    }
  }

  /** Somebody was told that everybody has what he said before: they must have. */
  void confirmed(Program by, long lines, long askedAt) {
    for (var life : by.links.values()) {
      var peer = at(life);
      if (peer != null && life.joinedAt < askedAt && life.leftAt > world.now()) {
        require(
            peer.applied(by.log) >= lines,
            by + " was told that " + peer + " has " + lines + ": " + peer.applied(by.log));
      }
    }
  }

  // ---- in the end everybody has everything ----

  /** What is still missing, or null if nothing is. */
  @Nullable String missing() {
    for (var one : programs) {
      for (var other : programs) {
        if (!one.equals(other) && one.lives() && other.lives()) {
          if (!one.isLinkedTo(other.identity.id())) {
            return one + " is not linked to " + other;
          }
          if (one.applied(other.log) != said(other.log)) {
            return one
                + " has "
                + one.applied(other.log)
                + " of "
                + said(other.log)
                + " of "
                + other;
          }
        }
      }
    }
    return null;
  }

  /** What each program saw of its links, for a look at a failure. */
  String links() {
    var all = new StringBuilder();
    for (var program : programs) {
      all.append('\n').append(program).append(' ').append(program.identity.id());
      program.links.forEach((link, life) -> all.append("; ").append(link).append(' ').append(life));
      all.append("; applied ").append(program.applied);
    }
    return all.toString();
  }

  void balance() {
    for (var program : programs) {
      require(program.failures() == 0, "an actor of " + program + " failed");
      if (program.lives()) {
        require(
            program.missed == program.passedOver,
            program + " passed over " + program.passedOver + ", told " + program.missed);
      }
    }
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      fail(otherwise);
    }
  }

  /** A promise was broken: perhaps inside an actor, whose supervision would keep it to itself. */
  void fail(String how) {
    if (broken == null) {
      broken = how;
    }
  }

  /** Which promise was broken first, or null. */
  @Nullable String broken() {
    return broken;
  }
}
