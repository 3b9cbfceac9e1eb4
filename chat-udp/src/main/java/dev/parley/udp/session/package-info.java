/**
 * Sessions between processes: the handshake over a network that loses packets, and the sealing of
 * what follows. Plain objects without a socket, clock or thread.
 */
package dev.parley.udp.session;
