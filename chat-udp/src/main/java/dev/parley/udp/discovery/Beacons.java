package dev.parley.udp.discovery;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.parley.core.time.Entropy;
import dev.parley.udp.Datagram;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When a program tells everybody where it is, and what it makes of those who do: a burst at the
 * beginning, then now and then. All times are nanoseconds of one monotonic clock. Not safe for use
 * by many threads.
 */
public final class Beacons {
  /** When the first ones are sent, counted from the beginning. */
  private static final long[] BURST = {
    0, MILLISECONDS.toNanos(250), SECONDS.toNanos(1), SECONDS.toNanos(4)
  };

  private static final long EVERY = SECONDS.toNanos(15);

  /** How many of others are looked at in a second: each costs a hash for each peer. */
  private static final int MOST_A_SECOND = 200;

  private final long instance;
  private final int port;
  private final Entropy entropy;
  private final long begun;
  private final SortedMap<String, Long> counters = new TreeMap<>();
  private int sent;
  private long next;
  private long second;
  private int inSecond;

  /**
   * Makes one that is due now.
   *
   * @param now the time
   * @param instance which run of our program this is
   * @param port where we can be called
   * @param entropy decides on nonces and on moments
   */
  public Beacons(long now, long instance, int port, Entropy entropy) {
    this.begun = now;
    this.next = now;
    this.second = now;
    this.instance = instance;
    this.port = port;
    this.entropy = entropy;
  }

  /**
   * When the next beacon is due.
   *
   * @return a time
   */
  public long deadline() {
    return next;
  }

  /**
   * The beacon that is due, if one is.
   *
   * @param now the time
   * @return its bytes, or null if it is not time yet
   */
  public byte @Nullable [] due(long now) {
    if (now < next) {
      return null;
    }
    sent++;
    count("beacons.due");
    next =
        sent < BURST.length
            ? Math.max(now, begun + BURST[sent] + upTo(BURST[sent] / 5))
            : now + EVERY + upTo(EVERY);
    return Beacon.of(port, instance, entropy).encode();
  }

  private long upTo(long most) {
    return Long.remainderUnsigned(entropy.nextLong(), most + 1);
  }

  /**
   * Takes a datagram that was sent to everybody.
   *
   * @param now the time
   * @param datagram the datagram
   * @param known the runs of programs with whom we are linked
   * @return where somebody can be called whom we do not know
   */
  public Optional<InetSocketAddress> heard(long now, Datagram datagram, Collection<Long> known) {
    if (now - second >= SECONDS.toNanos(1)) {
      second = now;
      inSecond = 0;
    }
    inSecond++;
    if (inSecond > MOST_A_SECOND) {
      return nothing("beacons.dropped.rate");
    }
    var beacon = Beacon.decode(datagram.payload()).orElse(null);
    if (beacon == null) {
      return nothing("beacons.dropped.not-a-beacon");
    }
    if (beacon.isOf(instance)) {
      return nothing("beacons.heard.our-own");
    }
    if (known.stream().anyMatch(beacon::isOf)) {
      return nothing("beacons.heard.of-linked");
    }
    count("beacons.heard.of-others");
    return Optional.of(new InetSocketAddress(datagram.peer().getAddress(), beacon.port()));
  }

  private Optional<InetSocketAddress> nothing(String counter) {
    count(counter);
    return Optional.empty();
  }

  private void count(String name) {
    counters.merge(name, 1L, Long::sum);
  }

  /**
   * What it counted so far, drops with their reasons.
   *
   * @return counts by name
   */
  public SortedMap<String, Long> counters() {
    return new TreeMap<>(counters);
  }
}
