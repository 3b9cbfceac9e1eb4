/** The socket and its two threads: one class sends, one receives. */
package dev.parley.udp;
