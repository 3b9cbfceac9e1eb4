package dev.parley.core.transport;

import dev.parley.core.identity.PeerId;

/** Who is at the other end. */
public sealed interface Origin {
  /**
   * A participant whose identity the transport vouches for.
   *
   * @param id the identity
   */
  record Member(PeerId id) implements Origin {
    @Override
    public String toString() {
      return id.toString();
    }
  }

  /**
   * Whoever uses an address: what he says is shown, but never logged, signed or passed on.
   *
   * @param address the address
   */
  record Guest(PeerAddress address) implements Origin {
    @Override
    public String toString() {
      return address.toString();
    }
  }
}
