package dev.parley.integration.simulation;

import dev.parley.core.actor.Threads;
import dev.parley.udp.BeaconPort;
import dev.parley.udp.Datagram;
import dev.parley.udp.DatagramPort;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A program's place in the network. What comes while its machine sleeps is lost. */
final class Socket implements DatagramPort, Network.Port {
  private static final double FULL = 0.002;

  private final Network network;
  private final Machine machine;
  private final Chance chance;
  private InetSocketAddress address;
  private @Nullable Owner owner;
  private @Nullable Consumer<Datagram> listener;

  Socket(Network network, Machine machine, Chance chance, InetSocketAddress address) {
    this.network = network;
    this.machine = machine;
    this.chance = chance;
    this.address = address;
  }

  InetSocketAddress address() {
    return address;
  }

  /** From now on it is somewhere else, as after a change of networks. */
  void move(InetSocketAddress elsewhere) {
    network.remove(address, this);
    address = elsewhere;
    network.put(address, this);
  }

  void leave() {
    network.remove(address, this);
  }

  @Override
  public void start(Threads threads, Owner hears) {
    owner = hears;
    network.put(address, this);
  }

  @Override
  public boolean offer(Datagram datagram) {
    if (chance.happens(FULL)) {
      return false;
    }
    network.send(address, datagram);
    return true;
  }

  @Override
  public int localPort() {
    return address.getPort();
  }

  @Override
  public boolean arrived(Datagram datagram) {
    boolean taken = owner != null && !machine.isAsleep() && !machine.isDead();
    if (owner != null && taken) {
      owner.received(datagram);
    }
    return taken;
  }

  @Override
  public void heard(Datagram datagram) {
    if (listener != null && !machine.isAsleep() && !machine.isDead()) {
      listener.accept(datagram);
    }
  }

  @Override
  public SortedMap<String, Long> counters() {
    return new TreeMap<>();
  }

  @Override
  public void close(Duration deadline) {
    leave();
  }

  /** Its way to everybody. */
  BeaconPort beacons() {
    return new BeaconPort() {
      @Override
      public void start(Threads threads, Consumer<Datagram> hears) {
        listener = hears;
      }

      @Override
      public void send(byte[] payload) {
        network.sendToAll(address, payload);
      }

      @Override
      public SortedMap<String, Long> counters() {
        return new TreeMap<>();
      }

      @Override
      public void close(Duration deadline) {
        listener = null;
      }
    };
  }
}
