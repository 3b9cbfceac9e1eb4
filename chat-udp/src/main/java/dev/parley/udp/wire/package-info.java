/** What rooms say to each other, as bytes. */
package dev.parley.udp.wire;
