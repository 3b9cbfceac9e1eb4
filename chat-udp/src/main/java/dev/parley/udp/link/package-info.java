/**
 * The reliable link: an ordered stream of messages each way over packets that get lost, doubled and
 * reordered. Plain objects without a socket, clock or thread: whoever owns a {@link
 * dev.parley.udp.link.Link} seals what it writes and opens what it reads. Loss detection and
 * congestion control are those of RFC 9002.
 */
package dev.parley.udp.link;
