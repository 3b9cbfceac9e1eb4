package dev.parley.udp.sealed;

import dev.parley.core.actor.Threads;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.UnknownPeerException;
import dev.parley.udp.BeaconPort;
import dev.parley.udp.Datagram;
import dev.parley.udp.UdpAddress;
import dev.parley.udp.discovery.Beacons;
import dev.parley.udp.session.Handshakes;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whom to call, and when: those whom the user named, again and again; those who are heard, and
 * those of whom peers tell, once. Used by the endpoint alone.
 */
final class Rendezvous {
  private final AddressBook book;
  private final Handshakes handshakes;
  private final Beacons beacons;
  private final @Nullable BeaconPort everybody;
  private final Threads threads;
  private final SealedCounters counters;
  private boolean over;

  Rendezvous(
      AddressBook book,
      Handshakes handshakes,
      Beacons beacons,
      @Nullable BeaconPort everybody,
      Threads threads,
      SealedCounters counters) {
    this.book = book;
    this.handshakes = handshakes;
    this.beacons = beacons;
    this.everybody = everybody;
    this.threads = threads;
    this.counters = counters;
  }

  /** Nobody is called any more. */
  void end() {
    over = true;
    handshakes.giveUpAll();
    book.forgetWanted();
  }

  /** Tells everybody where we are, if it is time. Answers when it is to be called next. */
  long announce(long now) {
    if (everybody == null || over) {
      return Long.MAX_VALUE;
    }
    var beacon = beacons.due(now);
    if (beacon != null) {
      everybody.send(beacon);
    }
    beacons.counters().forEach(counters::set);
    return beacons.deadline();
  }

  // ---- those whom the user named ----

  void named(long now, UdpAddress typed, InetSocketAddress peer) {
    if (book.want(peer, typed) && !over) {
      handshakes.open(now, peer);
    }
  }

  /** Nobody answered at an address: whether to try again. */
  boolean goesOn(InetSocketAddress address, Consumer<SealedEndpoint.Message> endpoint) {
    var typed = book.typed(address);
    if (typed == null || over || book.isReached(address)) {
      return false;
    }
    if (!typed.isNumeric()) {
      resolveAgain(address, typed, endpoint);
    }
    return true;
  }

  /** A name may lead elsewhere by now. The resolver blocks, so it has a thread of its own. */
  private void resolveAgain(
      InetSocketAddress before, UdpAddress typed, Consumer<SealedEndpoint.Message> endpoint) {
    Runnable task =
        () -> {
          try {
            var now = typed.resolve();
            if (!now.equals(before)) {
              endpoint.accept(new SealedEndpoint.Message.Resolved(before, typed, now));
            }
          } catch (UnknownPeerException unknown) {
            counters.count("sealed.not-resolved");
          }
        };
    threads.virtual("resolver").newThread(task).start();
  }

  void resolved(long now, InetSocketAddress before, UdpAddress typed, InetSocketAddress peer) {
    if (book.isWanted(before) && !over) {
      book.unwant(before);
      handshakes.giveUp(before);
      counters.count("sealed.resolved-again");
      named(now, typed, peer);
    }
  }

  void lost(long now, LinkId link) {
    book.lost(link).forEach(address -> handshakes.open(now, address));
  }

  // ---- those whom the network named ----

  void heard(long now, Datagram datagram, Collection<Long> linked) {
    beacons.heard(now, datagram, linked).ifPresent(stranger -> call(now, stranger));
  }

  void introduced(long now, InetSocketAddress by, List<InetSocketAddress> others) {
    others.stream()
        .filter(other -> AddressBook.mayTell(other, by))
        .forEach(other -> call(now, other));
  }

  private void call(long now, InetSocketAddress stranger) {
    if (!over && book.mayCall(now, stranger)) {
      counters.count("sealed.strangers-called");
      handshakes.open(now, stranger);
    }
  }
}
