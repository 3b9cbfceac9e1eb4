package dev.parley.udp;

import java.net.InetSocketAddress;

/**
 * What one UDP packet carries, and who is at the other end.
 *
 * @param peer where it goes, or where it came from; resolved
 * @param payload the bytes, which the record owns: do not change them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Datagram(InetSocketAddress peer, byte[] payload) {
  /** The longest payload that fits into a UDP packet over IPv4: {@value} bytes (RFC 768, 791). */
  public static final int MAX_PAYLOAD = 65_507;
}
