package dev.parley.udp.sealed;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.PeerAddress;
import dev.parley.udp.UdpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be called, and where everybody is. Changed by the endpoint alone; {@link #linked} may
 * be read by others.
 */
final class AddressBook {
  /** How many addresses nobody here named may be called within ten seconds: {@value}. */
  static final int MOST_STRANGERS = 128;

  private static final int MOST_ADDRESSES = 4096;
  private static final int MOST_OURSELVES = 64;
  private static final long WHILE = SECONDS.toNanos(10);

  /** What the user typed, by where it leads. */
  private final Map<InetSocketAddress, UdpAddress> wanted = new LinkedHashMap<>();

  private final Set<InetSocketAddress> ourselves = new LinkedHashSet<>();
  private final ConcurrentMap<InetSocketAddress, LinkId> reached = new ConcurrentHashMap<>();
  private long since;
  private int strangers;

  // ---- whom the user named ----

  /** Whether it is news, and to be called. */
  boolean want(InetSocketAddress address, UdpAddress typed) {
    if (ourselves.contains(address)) {
      return false;
    }
    wanted.put(address, typed);
    return !reached.containsKey(address);
  }

  @Nullable UdpAddress typed(InetSocketAddress address) {
    return wanted.get(address);
  }

  boolean isWanted(InetSocketAddress address) {
    return wanted.containsKey(address);
  }

  void forgetWanted() {
    wanted.clear();
  }

  /** Nobody wants any more whoever is at the other end of a link. */
  void unwant(LinkId link) {
    wanted.keySet().removeIf(address -> link.equals(reached.get(address)));
  }

  void unwant(InetSocketAddress address) {
    wanted.remove(address);
  }

  // ---- where everybody is ----

  void isOurselves(InetSocketAddress address) {
    wanted.remove(address);
    if (ourselves.size() < MOST_OURSELVES) {
      ourselves.add(address);
    }
  }

  /** Whoever is at the other end of a link can be found here. */
  void reached(InetSocketAddress address, LinkId link) {
    if (reached.size() < MOST_ADDRESSES) {
      reached.put(address, link);
    }
  }

  boolean isReached(InetSocketAddress address) {
    return reached.containsKey(address);
  }

  /** A link has ended. Answers which of its addresses are to be called again. */
  List<InetSocketAddress> lost(LinkId link) {
    var again = new ArrayList<InetSocketAddress>();
    reached.forEach((address, of) -> {
      if (of.equals(link) && wanted.containsKey(address)) {
        again.add(address);
      }
    });
    reached.values().removeIf(link::equals);
    return again;
  }

  /** Under which addresses peers are linked: a snapshot, for any thread. */
  Map<PeerAddress, LinkId> linked() {
    var linked = new LinkedHashMap<PeerAddress, LinkId>();
    reached.forEach((address, link) -> linked.put(UdpAddress.format(address), link));
    return linked;
  }

  // ---- whom the network named ----

  /** Whether somebody whom the user did not name may be called. */
  boolean mayCall(long now, InetSocketAddress stranger) {
    var address = stranger.getAddress();
    if (stranger.getPort() == 0
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || ourselves.contains(stranger)
        || reached.containsKey(stranger)) {
      return false;
    }
    if (now - since >= WHILE) {
      since = now;
      strangers = 0;
    }
    strangers++;
    return strangers <= MOST_STRANGERS;
  }

  /** Which of some peers another may be told of: those that mean the same to both. */
  static boolean mayTell(InetSocketAddress peer, InetSocketAddress listener) {
    return meansTheSame(peer.getAddress(), listener.getAddress()) && !peer.equals(listener);
  }

  private static boolean meansTheSame(InetAddress address, InetAddress toward) {
    return !address.isLinkLocalAddress()
        && (!address.isLoopbackAddress() || toward.isLoopbackAddress());
  }
}
