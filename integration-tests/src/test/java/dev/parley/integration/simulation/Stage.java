package dev.parley.integration.simulation;

import dev.parley.core.actor.Dispatcher;
import dev.parley.core.identity.Identity;
import dev.parley.core.room.Guard;
import dev.parley.core.transport.UnknownPeerException;
import dev.parley.udp.Datagram;
import dev.parley.udp.UdpAddress;
import dev.parley.udp.noise.X25519;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A small world for one scene: a fine network, programs that look for nobody, real keys. */
final class Stage implements AutoCloseable {
  final World world = new World(new Chance(7));
  final Network network = new Network(world, Weather.FINE);
  final Ledger ledger = new Ledger(world, true);
  private final List<Program> programs = new ArrayList<>();

  Program program() {
    var setting =
        new Program.Setting(world, network, ledger, new X25519(), Guard.ACTOR, false, 100_000);
    var identity = Identity.generate(world.chance);
    var program = new Program(setting, programs.size(), identity, network.freshAddress(), 0);
    programs.add(program);
    ledger.add(program);
    return program;
  }

  /** A program with the same keys in the same place, after the first has died. */
  Program again(Program before) {
    var setting =
        new Program.Setting(world, network, ledger, new X25519(), Guard.ACTOR, false, 100_000);
    var program =
        new Program(setting, programs.size(), before.identity, before.socket.address(), 0);
    programs.add(program);
    ledger.add(program);
    return program;
  }

  void connect(Program from, Program to) {
    try {
      from.node().connect(UdpAddress.format(to.socket.address()));
    } catch (UnknownPeerException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** Two that are linked. */
  List<Program> pair() {
    var one = program();
    var other = program();
    connect(one, other);
    until(() -> one.isLinkedTo(other.identity.id()) && other.isLinkedTo(one.identity.id()));
    return List.of(one, other);
  }

  void say(Program by, int lines) {
    for (int n = 0; n < lines; n++) {
      by.node().say("line " + n, Duration.ofSeconds(5), result -> {});
    }
  }

  void run(Duration time) {
    world.runUntil(world.now() + time.toNanos(), new Until(() -> ledger.broken() != null));
    if (ledger.broken() != null) {
      throw new AssertionError(ledger.broken());
    }
  }

  /** Runs until something is so, for two minutes at the most. */
  void until(BooleanSupplier so) {
    world.runUntil(world.now() + Duration.ofMinutes(2).toNanos(), new Until(so));
    if (!so.getAsBoolean()) {
      throw new AssertionError("it did not come to pass" + ledger.links());
    }
  }

  /** Somebody who only listens, and says what he is told to. */
  Stranger stranger() {
    var stranger = new Stranger(network.freshAddress());
    network.put(stranger.address, stranger);
    return stranger;
  }

  /** An attacker's place in the network. */
  final class Stranger implements Network.Port {
    final InetSocketAddress address;
    final List<byte[]> got = new ArrayList<>();

    Stranger(InetSocketAddress address) {
      this.address = address;
    }

    void send(Program to, byte[] bytes) {
      network.inject(address, new Datagram(to.socket.address(), bytes));
    }

    @Override
    public boolean arrived(Datagram datagram) {
      got.add(datagram.payload());
      return true;
    }

    @Override
    public void heard(Datagram datagram) {}
  }

  private record Until(BooleanSupplier so) implements Dispatcher.Wait {
    @Override
    public boolean over() {
      return so.getAsBoolean();
    }

    @Override
    public boolean block(long nanos) {
      throw new IllegalStateException("nobody blocks here");
    }
  }

  @Override
  public void close() {
    programs.forEach(Program::end);
  }
}
