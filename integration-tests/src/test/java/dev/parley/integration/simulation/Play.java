package dev.parley.integration.simulation;

import dev.parley.core.actor.Dispatcher;
import dev.parley.core.identity.Identity;
import dev.parley.core.room.Guard;
import dev.parley.core.room.SayResult;
import dev.parley.core.transport.UnknownPeerException;
import dev.parley.udp.UdpAddress;
import dev.parley.udp.noise.DiffieHellman;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One simulation: programs that talk while a seed lets everything happen to them, then calm
 * weather, in which all must come right.
 */
final class Play {
  private static final Duration CALM = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(250);

  private final World world;
  private final Chance chance;
  private final Ledger ledger;
  private final Network network;
  private final Program.Setting setting;
  private final List<Identity> identities;
  private final List<Program> programs = new ArrayList<>();
  private final Weather weather;
  private final long chaos;
  private final boolean large;
  private int fresh;

  /** What came of it. */
  record Outcome(
      long deliveries, long steps, long virtualNanos, SortedMap<String, Long> counters) {}

  Play(long seed, int nodes, List<Identity> identities, DiffieHellman curve) {
    this.world = new World(new Chance(seed));
    this.chance = world.chance.split();
    this.identities = identities;
    this.large = nodes > 8;
    this.weather = Weather.of(chance);
    this.network = new Network(world, weather);
    boolean small = !large && chance.happens(0.1);
    this.ledger = new Ledger(world, !small);
    this.setting =
        new Program.Setting(
            world,
            network,
            ledger,
            curve,
            chance.happens(0.5) ? Guard.ACTOR : Guard.LOCK,
            chance.happens(0.7),
            small ? 8 : 1024);
    boolean lasting = !large && chance.happens(0.03);
    this.chaos = Duration.ofSeconds(lasting ? 1_000 : chance.between(10, 45)).toNanos();
    for (int n = 0; n < nodes; n++) {
      var address = network.freshAddress();
      var identity = identities.get(fresh++);
      if (n == 0 || !chance.happens(0.3)) {
        start(identity, address);
      } else {
        world.at(within(0.5), () -> start(identity, address));
      }
    }
  }

  /** A moment in the first part of the bad time. */
  private long within(double part) {
    return world.now() + (long) chance.upTo(chaos * part);
  }

  private Program start(Identity identity, InetSocketAddress address) {
    long slowness = chance.happens(0.1) ? Duration.ofMillis(chance.between(1, 50)).toNanos() : 0;
    var program = new Program(setting, programs.size(), identity, address, slowness);
    programs.add(program);
    ledger.add(program);
    if (!setting.discovery() && programs.size() > 1) {
      // Whoever comes is told of somebody; the others he learns of from him.
      var somebody = programs.get(chance.below(programs.size() - 1));
      connect(program, somebody.socket.address());
    }
    return program;
  }

  private static void connect(Program program, InetSocketAddress to) {
    try {
      program.node().connect(UdpAddress.format(to));
    } catch (UnknownPeerException impossible) {
      throw new AssertionError(impossible);
    }
  }

  // ---- the play ----

  Outcome run() {
    long begun = world.now();
    try {
      plan();
      runFor(chaos);
      calm();
      long until = world.now() + CALM.toNanos();
      while (ledger.missing() != null) {
        if (world.now() >= until) {
          throw new AssertionError(
              "after "
                  + CALM
                  + " of calm weather "
                  + ledger.missing()
                  + "; "
                  + this
                  + ledger.links());
        }
        runFor(LOOK.toNanos());
        check();
      }
      runFor(Duration.ofSeconds(1).toNanos());
      ledger.balance();
      runFor(0);
      return new Outcome(ledger.deliveries(), world.steps(), world.now() - begun, counters());
    } finally {
      network.clear();
      List.copyOf(programs).forEach(Program::end);
    }
  }

  private SortedMap<String, Long> counters() {
    var sum = new TreeMap<String, Long>();
    for (var program : programs) {
      program.transport.counters().forEach((name, count) -> sum.merge(name, count, Long::sum));
    }
    return sum;
  }

  private void runFor(long nanos) {
    world.runUntil(world.now() + nanos, new Broken());
    if (ledger.broken() != null) {
      throw new AssertionError(ledger.broken() + "; " + this + ledger.links());
    }
  }

  /** A play ends when a promise is broken. */
  private final class Broken implements Dispatcher.Wait {
    @Override
    public boolean over() {
      return ledger.broken() != null;
    }

    @Override
    public boolean block(long nanos) {
      throw new IllegalStateException("nobody blocks here");
    }
  }

  private void plan() {
    talk();
    bounds();
    times(3, this::partition);
    times(2, this::crash);
    times(2, this::sleep);
    times(2, this::stall);
    times(2, this::jump);
    if (setting.discovery()) {
      times(2, this::move);
    }
    if (weather.replayed() > 0) {
      replay();
    }
  }

  private void times(int most, Runnable fault) {
    int count = chance.below(most + 1);
    for (int n = 0; n < count; n++) {
      world.at(within(0.9), fault);
    }
  }

  private Program anybody() {
    return programs.get(chance.below(programs.size()));
  }

  /** Somebody who lives and is awake; anybody if chance finds none. */
  private Program anybodyAwake() {
    for (int n = 0; n < 10; n++) {
      var program = anybody();
      if (program.lives() && !program.machine.isAsleep()) {
        return program;
      }
    }
    return anybody();
  }

  // ---- what they say ----

  private void talk() {
    int bursts = large ? identities.size() : 25;
    for (int n = 0; n < bursts; n++) {
      world.at(within(0.95), this::burst);
    }
    for (int n = 0; n < 4; n++) {
      world.at(within(0.95), this::flush);
    }
    if (!large && chance.happens(0.2)) {
      world.at(within(0.9), this::flood);
    }
  }

  /** More than a link holds, while somebody takes nothing in. */
  private void flood() {
    stall();
    var program = anybodyAwake();
    for (int n = 0; n < 24; n++) {
      say(program, 40_000);
    }
  }

  private void burst() {
    var program = anybodyAwake();
    int lines = 1 + chance.below(large ? 16 : 8);
    for (int n = 0; n < lines; n++) {
      int padding = chance.below(60);
      if (chance.happens(0.01)) {
        padding = chance.below(large ? 3_000 : 60_000);
      }
      say(program, padding);
    }
  }

  private void say(Program program, int padding) {
    if (!program.lives() || program.machine.isAsleep()) {
      return;
    }
    long before = ledger.said(program.log);
    var text = program.number + "#" + before + "x".repeat(padding);
    program
        .node()
        .say(
            text,
            Duration.ofSeconds(5),
            result -> {
              if (result instanceof SayResult.Accepted(var id)
                  && ledger.said(id.log()) < id.sequence().value()) {
                ledger.fail(program + " accepted a line that it does not hold: " + id);
              }
            });
  }

  private void flush() {
    var program = anybodyAwake();
    if (!program.lives() || program.machine.isAsleep()) {
      return;
    }
    long lines = ledger.said(program.log);
    long asked = world.now();
    boolean taken =
        program
            .node()
            .flush(
                Duration.ofSeconds(3),
                result -> {
                  if (result.complete() && program.lives()) {
                    // who left at this very moment is known a moment later
                    world.at(world.now() + 1, () -> ledger.confirmed(program, lines, asked));
                  }
                });
    if (!taken) {
      ledger.fail("the room of " + program + " has no room for a question");
    }
  }

  // ---- what befalls them ----

  private void partition() {
    var some = new LinkedHashSet<InetSocketAddress>();
    int kind = chance.below(3);
    if (kind == 2) {
      some.add(anybody().socket.address());
    } else {
      programs.forEach(program -> {
        if (chance.happens(0.5)) {
          some.add(program.socket.address());
        }
      });
    }
    block(some, kind == 1);
  }

  private void block(Set<InetSocketAddress> some, boolean oneWay) {
    Network.Block block =
        (from, to) ->
            oneWay
                ? some.contains(from) && !some.contains(to)
                : some.contains(from) != some.contains(to);
    network.block(block);
    world.after(Duration.ofMillis(chance.between(500, 25_000)), () -> network.unblock(block));
  }

  private void crash() {
    var program = anybodyAwake();
    if (chance.happens(0.5)) {
      kill(program);
    } else {
      // in the middle of whatever it does next, not between two things
      world.atStep(chance.below(200), () -> kill(program));
    }
  }

  private void kill(Program program) {
    if (!program.lives()) {
      return;
    }
    program.die();
    world.after(Ledger.NOTICED, () -> ledger.noticed(program));
    boolean comesBack = !setting.discovery() || chance.happens(0.7);
    if (comesBack) {
      boolean same = !setting.discovery() || chance.happens(0.7) || fresh == identities.size();
      var identity = same ? program.identity : identities.get(fresh++);
      world.after(Duration.ofMillis(chance.between(100, 20_000)), () -> restart(program, identity));
    }
  }

  private void restart(Program before, Identity identity) {
    var again = start(identity, before.socket.address());
    if (!setting.discovery()) {
      programs.stream()
          .filter(program -> program.lives() && !program.equals(again))
          .findFirst()
          .ifPresent(program -> connect(again, program.socket.address()));
    }
  }

  private void sleep() {
    var program = anybodyAwake();
    if (!program.lives()) {
      return;
    }
    program.disturbedAt = world.now();
    program.machine.sleep();
    boolean clockStandsStill = chance.happens(0.5);
    world.after(
        Duration.ofMillis(chance.between(200, 25_000)),
        () -> {
          program.disturbedAt = world.now();
          if (program.machine.isAsleep()) {
            program.machine.wake(clockStandsStill);
          }
        });
  }

  /** A room that takes nothing in for a while. */
  private void stall() {
    var program = anybodyAwake();
    program.disturbedAt = world.now();
    program.reader.stall();
    world.after(
        Duration.ofMillis(chance.between(200, 10_000)),
        () -> {
          program.disturbedAt = world.now();
          program.reader.goOn();
        });
  }

  private void jump() {
    var program = anybodyAwake();
    program.disturbedAt = world.now();
    program.machine.wallClockJumps(Duration.ofSeconds(chance.between(-3600, 3600)));
  }

  private void move() {
    var program = anybodyAwake();
    if (program.lives()) {
      program.socket.move(network.freshAddress());
    }
  }

  private void replay() {
    world.after(
        Duration.ofMillis(chance.between(20, 400)),
        () -> {
          network.replayAnything();
          replay();
        });
  }

  private void calm() {
    network.clear();
    for (var program : programs) {
      program.machine.recover();
      program.reader.goOn();
      if (program.machine.isAsleep()) {
        program.disturbedAt = world.now();
        program.machine.wake(false);
      }
    }
  }

  // ---- bounds ----

  private void bounds() {
    world.after(
        Duration.ofMillis(large ? 500 : 20),
        () -> {
          check();
          bounds();
        });
  }

  private void check() {
    for (var program : programs) {
      if (program.lives()) {
        program.transport.check();
      }
    }
  }

  @Override
  public String toString() {
    return programs.size()
        + " programs, "
        + (setting.discovery() ? "discovery" : "introduced")
        + ", guard "
        + setting.guard()
        + ", "
        + weather;
  }
}
