/**
 * Whole programs over a bad network, in virtual time: link, handshake, discovery, sessions and
 * rooms as they are, everything else played, and all that happens decided by a seed.
 */
package dev.parley.integration.simulation;
