/**
 * The plain wire: one text a datagram, for {@code nc -u}, {@code socat} and any program with a UDP
 * socket. Nothing is protected, confirmed or repeated.
 */
package dev.parley.udp.plain;
