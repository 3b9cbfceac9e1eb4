package dev.parley.integration.simulation;

import dev.parley.core.actor.ActorSystem;
import dev.parley.core.entry.Entry;
import dev.parley.core.entry.LogId;
import dev.parley.core.history.HistoryStore;
import dev.parley.core.identity.Identity;
import dev.parley.core.identity.PeerId;
import dev.parley.core.node.ChatNode;
import dev.parley.core.room.Guard;
import dev.parley.core.room.RoomEvent;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.Origin;
import dev.parley.udp.noise.DiffieHellman;
import dev.parley.udp.sealed.SealedTransport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of the program: a node on a machine, and what came to pass in it. */
final class Program implements HistoryStore {
  final int number;
  final Identity identity;
  final Machine machine;
  final Socket socket;
  final SealedTransport transport;
  final Reader reader;
  final long startedAt;

  /** How far it has applied the logs of others. */
  final Map<LogId, Long> applied = new LinkedHashMap<>();

  final Map<LinkId, Life> links = new LinkedHashMap<>();
  long diedAt = Long.MAX_VALUE;

  /** When its clocks or turns were last meddled with. */
  long disturbedAt = Long.MIN_VALUE;

  long missed;
  long passedOver;
  @Nullable LogId log;

  private final World world;
  private final Ledger ledger;
  private final int window;
  private final ActorSystem system;
  private final ChatNode node;
  private final Map<Origin, Long> undelivered = new HashMap<>();

  /** A link as its room saw it. */
  static final class Life {
    final PeerId peer;
    final long joinedAt;

    /** How many lines had left our window by then: nobody is owed those. */
    final long gone;

    long leftAt = Long.MAX_VALUE;

    Life(PeerId peer, long joinedAt, long gone) {
      this.peer = peer;
      this.joinedAt = joinedAt;
      this.gone = gone;
    }

    boolean isUp() {
      return leftAt == Long.MAX_VALUE;
    }

    @Override
    public String toString() {
      var until = isUp() ? "on" : "until " + Duration.ofNanos(leftAt);
      return "to " + peer + " from " + Duration.ofNanos(joinedAt) + " " + until;
    }
  }

  /** What programs of one simulation have in common. */
  record Setting(
      World world,
      Network network,
      Ledger ledger,
      DiffieHellman curve,
      Guard guard,
      boolean discovery,
      int window) {}

  Program(
      Setting setting, int number, Identity identity, InetSocketAddress address, long slowness) {
    this.number = number;
    this.identity = identity;
    this.world = setting.world();
    this.ledger = setting.ledger();
    this.window = setting.window();
    this.startedAt = world.now();
    this.machine = new Machine(world, slowness);
    this.socket = new Socket(setting.network(), machine, world.chance.split(), address);
    var builder = SealedTransport.builder(socket, identity).agreement(setting.curve());
    this.transport = (setting.discovery() ? builder.discovery(socket.beacons()) : builder).build();
    this.reader = new Reader(transport);
    this.system = machine.system("program-" + number);
    this.node =
        ChatNode.builder(reader)
            .system(system)
            .self(identity.id())
            .guard(setting.guard())
            .window(setting.window())
            .history(this)
            .subscriber(Machine.WITNESS, this::on)
            .open();
  }

  ChatNode node() {
    return node;
  }

  /** How many messages its actors failed on. */
  long failures() {
    return system.accounts().failed();
  }

  boolean lives() {
    return !machine.isDead();
  }

  void die() {
    diedAt = world.now();
    machine.die();
    socket.leave();
  }

  /** Lets go of everything, once the play is over. */
  void end() {
    socket.leave();
    machine.revive();
    system.close(Duration.ofSeconds(1));
  }

  // ---- what it applies ----

  @Override
  public void append(List<Entry> entries) {
    entries.forEach(entry -> ledger.appended(this, entry));
  }

  @Override
  public List<Entry> recent(int most) {
    return new ArrayList<>();
  }

  long applied(@Nullable LogId of) {
    return of == null ? 0 : applied.getOrDefault(of, 0L);
  }

  // ---- what it sees ----

  private void on(RoomEvent event) {
    switch (event) {
      case RoomEvent.Joined(var link, Origin.Member(var who)) ->
          links.put(link, new Life(who, world.now(), Math.max(0, ledger.said(log) - window)));
      case RoomEvent.Left(var link, var who, var reason) -> {
        var life = links.get(link);
        if (life == null || !life.isUp()) {
          ledger.fail(this + " lost " + link + ", which was not up");
          return;
        }
        life.leftAt = world.now();
        if (reason.contains("breaks the protocol")) {
          ledger.fail(this + " says of another: " + reason);
        }
        ledger.left(this, life, undelivered.getOrDefault(who, 0L));
        undelivered.remove(who);
      }
      case RoomEvent.Undelivered(var who, var lines, var reason) ->
          undelivered.merge(who, lines, Long::sum);
      case RoomEvent.Missed(var from, var lines) -> missed += lines;
      case RoomEvent.Gap gap -> ledger.fail(this + " missed events: " + gap);
      case RoomEvent.Joined joined -> ledger.fail("a guest: " + joined);
      case RoomEvent.Said said -> {}
      case RoomEvent.Named named -> {}
      case RoomEvent.Suspected suspected -> {}
      case RoomEvent.Recovered recovered -> {}
    }
  }

  boolean isLinkedTo(PeerId peer) {
    return links.values().stream().anyMatch(life -> life.isUp() && life.peer.equals(peer));
  }

  @Override
  public String toString() {
    return "program " + number + (lives() ? "" : " (dead since " + Duration.ofNanos(diedAt) + ")");
  }
}
