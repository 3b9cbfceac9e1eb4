package dev.parley.integration.simulation;

import dev.parley.udp.Datagram;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/** Brings datagrams from one place to another, or not, or late, or more than once. */
final class Network {
  private static final int REMEMBERED = 16;

  private final World world;
  private final Chance chance;
  private final Map<InetSocketAddress, Port> places = new LinkedHashMap<>();
  private final Map<Way, ArrayDeque<byte[]>> recorded = new LinkedHashMap<>();
  private final List<Block> blocks = new ArrayList<>();
  private BiConsumer<InetSocketAddress, Datagram> tap = (from, datagram) -> {};
  private Weather weather;
  private int addresses;

  /** Somebody who can be reached. */
  interface Port {
    /** A datagram for him; whether he took it. */
    boolean arrived(Datagram datagram);

    /** A datagram for everybody. */
    void heard(Datagram datagram);
  }

  private record Way(InetSocketAddress from, InetSocketAddress to) {}

  /** Whoever is in one place does not reach whoever is in the other. */
  @FunctionalInterface
  interface Block {
    boolean stops(InetSocketAddress from, InetSocketAddress to);
  }

  Network(World world, Weather weather) {
    this.world = world;
    this.chance = world.chance.split();
    this.weather = weather;
  }

  /** An address that nobody had before. */
  InetSocketAddress freshAddress() {
    addresses++;
    var bytes = new byte[] {10, 0, (byte) (addresses >> 8), (byte) addresses};
    try {
      return new InetSocketAddress(InetAddress.getByAddress(bytes), 10_086);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  void put(InetSocketAddress address, Port port) {
    places.put(address, port);
  }

  void remove(InetSocketAddress address, Port port) {
    places.remove(address, port);
  }

  void block(Block block) {
    blocks.add(block);
  }

  void unblock(Block block) {
    blocks.remove(block);
  }

  void clear() {
    blocks.clear();
    weather = Weather.FINE;
  }

  // ---- datagrams ----

  /** Lets somebody see each datagram that is sent. */
  void tap(BiConsumer<InetSocketAddress, Datagram> seer) {
    tap = seer;
  }

  /** Somebody says that he is at an address, and sends from there. */
  void inject(InetSocketAddress from, Datagram datagram) {
    carry(new Way(from, datagram.peer()), datagram.payload());
  }

  void send(InetSocketAddress from, Datagram datagram) {
    tap.accept(from, datagram);
    var way = new Way(from, datagram.peer());
    carry(way, datagram.payload());
    if (chance.happens(weather.doubled())) {
      carry(way, datagram.payload());
    }
    if (chance.happens(weather.replayed())) {
      replay(way);
    }
  }

  /** Only what has arrived is recorded: what comes for the first time is news, however late. */
  private void record(Way way, byte[] payload) {
    if (weather.replayed() > 0) {
      var old = recorded.computeIfAbsent(way, fresh -> new ArrayDeque<>());
      old.addLast(payload);
      if (old.size() > REMEMBERED) {
        old.removeFirst();
      }
    }
  }

  /** What went a way before goes it again. */
  private void replay(Way way) {
    var old = recorded.get(way);
    if (old != null && !old.isEmpty()) {
      carry(way, old.stream().skip(chance.below(old.size())).findFirst().orElseThrow());
    }
  }

  /** Somebody plays something that he recorded, whoever sent it; from an address of his own too. */
  void replayAnything() {
    if (recorded.isEmpty()) {
      return;
    }
    var way = recorded.keySet().stream().skip(chance.below(recorded.size())).findFirst();
    var chosen = way.orElseThrow();
    if (chance.happens(0.3)) {
      var old = Objects.requireNonNull(recorded.get(chosen));
      carry(new Way(freshAddress(), chosen.to()), old.getLast());
    } else {
      replay(chosen);
    }
  }

  private void carry(Way way, byte[] payload) {
    if (chance.happens(weather.loss()) || stopped(way)) {
      return;
    }
    long delay = chance.between(20_000, weather.delay().toNanos());
    if (chance.happens(weather.lateness())) {
      delay += chance.between(0, weather.latest().toNanos());
    }
    world.at(
        world.now() + delay,
        () -> {
          var there = places.get(way.to());
          if (there != null && !stopped(way) && there.arrived(new Datagram(way.from(), payload))) {
            record(way, payload);
          }
        });
  }

  private boolean stopped(Way way) {
    return blocks.stream().anyMatch(block -> block.stops(way.from(), way.to()));
  }

  /** To everybody, the sender too. */
  void sendToAll(InetSocketAddress from, byte[] payload) {
    for (var place : List.copyOf(places.keySet())) {
      if (!chance.happens(weather.loss()) && !stopped(new Way(from, place))) {
        world.at(
            world.now() + chance.between(20_000, weather.delay().toNanos()),
            () -> {
              var there = places.get(place);
              if (there != null) {
                there.heard(new Datagram(from, payload));
              }
            });
      }
    }
  }
}
