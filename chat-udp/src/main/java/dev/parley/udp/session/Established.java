package dev.parley.udp.session;

import dev.parley.core.identity.PublicIdentity;
import dev.parley.udp.noise.Handshake;
import java.net.InetSocketAddress;

/**
 * What a handshake came to.
 *
 * @param initiator whether we began it
 * @param address where the other is
 * @param ourIndex what the other writes into packets for us
 * @param theirIndex what we write into packets for the other
 * @param secrets the keys
 * @param hash what both know this handshake by, in hexadecimal
 * @param peer who the other is
 * @param instance which run of its program the other is
 */
public record Established(
    boolean initiator,
    InetSocketAddress address,
    int ourIndex,
    int theirIndex,
    Handshake.Secrets secrets,
    String hash,
    PublicIdentity peer,
    long instance) {
  /**
   * What a link that begins with this session is known by.
   *
   * @return the first eight bytes of the hash
   */
  public long tag() {
    return Long.parseUnsignedLong(hash.substring(0, 2 * Long.BYTES), 16);
  }

  /**
   * The same session with a peer that has moved.
   *
   * @param elsewhere where the other is now
   * @return the session there
   */
  public Established at(InetSocketAddress elsewhere) {
    return new Established(
        initiator, elsewhere, ourIndex, theirIndex, secrets, hash, peer, instance);
  }
}
