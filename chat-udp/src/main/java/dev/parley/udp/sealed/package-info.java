/** The sealed wire: authenticated, encrypted, reliable links between programs. */
package dev.parley.udp.sealed;
