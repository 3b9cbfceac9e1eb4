/** Who takes part: stable identities, apart from addresses and from names that people choose. */
package dev.parley.core.identity;
