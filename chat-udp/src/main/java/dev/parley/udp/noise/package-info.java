/**
 * The Noise protocol framework, revision 34, as far as Parley uses it: the pattern XX over AES-GCM
 * and SHA-256, on the primitives of the JDK. Plain objects without a socket, clock or thread.
 */
package dev.parley.udp.noise;
