package dev.parley.udp.plain;

import dev.parley.core.transport.LinkId;
import java.net.InetSocketAddress;

/**
 * One peer that we send to.
 *
 * @param id the link
 * @param peer where he is
 * @param pacer how fast he may be sent to; used by the sending room alone
 */
record PlainLink(LinkId id, InetSocketAddress peer, Pacer pacer) {}
