package dev.parley.udp.link;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.parley.core.transport.SendResult;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/** Two ends, a network between them that a seed makes worse, and virtual time. */
final class LinkPair {
  static final long MILLISECOND = MILLISECONDS.toNanos(1);

  /** What the network does. Shares are from 0 to 1. */
  static final class Weather {
    double loss;
    double doubling;
    double reordering;
    long delay = MILLISECOND / 10;
    long jitter;
    int largest = 1500;

    static Weather of(Random random) {
      var weather = new Weather();
      weather.loss = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.3;
      weather.doubling = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.5;
      weather.reordering = random.nextDouble() * 0.3;
      weather.delay = random.nextInt(4) == 0 ? 500 * MILLISECOND : MILLISECOND / 10;
      weather.jitter = random.nextInt(4) == 0 ? 1500 * MILLISECOND : MILLISECOND / 2;
      weather.largest = random.nextBoolean() ? 1500 : 9000;
      return weather;
    }
  }

  /** A packet under way. */
  private record Flight(long at, long order, int to, long number, ByteBuffer payload) {}

  final Link[] links;
  final List<List<byte[]>> taken = List.of(new ArrayList<>(), new ArrayList<>());
  final boolean[] reading = {true, true};
  final boolean[] cut = {false, false};
  final Random random;
  final Weather weather;
  long now = 1_000_000_000L;
  long packets;
  long bytes;
  private final long[] numbers = new long[2];
  private final PriorityQueue<Flight> flights =
      new PriorityQueue<>((one, other) ->
          one.at != other.at
              ? Long.compare(one.at, other.at)
              : Long.compare(one.order, other.order));
  private long order;

  LinkPair(long seed, Weather weather, LinkSettings settings) {
    this.random = new Random(seed);
    this.weather = weather;
    this.links =
        new Link[] {new Link(settings, (name, by) -> {}), new Link(settings, (name, by) -> {})};
  }

  SendResult send(int from, byte[] message) {
    return links[from].send(ByteBuffer.wrap(message));
  }

  /** Lets everything go out that may. */
  void flush() throws MalformedPacketException {
    for (int from = 0; from < 2; from++) {
      var payload = ByteBuffer.allocate(links[from].largestPayload());
      while (links[from].write(now, numbers[from], payload.clear())) {
        var sent = new byte[payload.flip().remaining()];
        payload.get(sent);
        packets++;
        bytes += sent.length;
        fly(1 - from, numbers[from]++, sent);
      }
      links[from].check();
    }
  }

  private void fly(int to, long number, byte[] payload) {
    int copies = 1 + (random.nextDouble() < weather.doubling ? 1 : 0);
    for (int n = 0; n < copies; n++) {
      if (cut[to] || random.nextDouble() < weather.loss || payload.length > weather.largest) {
        continue;
      }
      long late =
          random.nextDouble() < weather.reordering
              ? (long) (random.nextDouble() * weather.jitter)
              : 0;
      flights.add(
          new Flight(now + weather.delay + late, order++, to, number, ByteBuffer.wrap(payload)));
    }
  }

  /** Goes on to the next thing that happens; false if nothing ever does. */
  boolean step() throws MalformedPacketException {
    flush();
    long next = Math.min(links[0].deadline(now), links[1].deadline(now));
    var first = flights.peek();
    if (first != null && first.at <= next) {
      now = Math.max(now, first.at);
      var flight = flights.remove();
      links[flight.to].read(now, flight.number, flight.payload.duplicate());
      take(flight.to);
      return true;
    }
    if (next == Long.MAX_VALUE) {
      return false;
    }
    now = Math.max(now, next);
    links[0].expired(now);
    links[1].expired(now);
    return true;
  }

  void take(int end) throws MalformedPacketException {
    if (!reading[end]) {
      return;
    }
    for (var message = links[end].take(); message != null; message = links[end].take()) {
      taken.get(end).add(message);
    }
    links[end].check();
  }

  /** New keys on both sides: what is under way no longer opens. */
  void renew() {
    flights.clear();
    for (var link : links) {
      link.renewPackets(0);
    }
    numbers[0] = 0;
    numbers[1] = 0;
  }

  void runUntil(long end) throws MalformedPacketException {
    while (now < end && step()) {
      // goes on
    }
    now = Math.max(now, end);
  }

  /** Goes on until nothing is left to do, and fails if that takes virtual hours. */
  void settle() throws MalformedPacketException {
    long end = now + 3600_000 * MILLISECOND;
    while (step()) {
      if (now > end) {
        throw new IllegalStateException("no end after an hour: " + links[0] + "; " + links[1]);
      }
    }
  }
}
