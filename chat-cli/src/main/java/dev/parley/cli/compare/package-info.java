/** The same room work behind an actor, behind a lock, and done naively, measured side by side. */
package dev.parley.cli.compare;
