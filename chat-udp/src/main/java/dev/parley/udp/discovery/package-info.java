/** How programs find each other: what they say to everybody, and when. Without a socket. */
package dev.parley.udp.discovery;
