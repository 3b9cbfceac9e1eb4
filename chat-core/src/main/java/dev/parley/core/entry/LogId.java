package dev.parley.core.entry;

import dev.parley.core.identity.PeerId;

/**
 * One author's log: a restart without the old state begins a new one, so that no sequence is ever
 * used twice.
 *
 * @param author who writes the log
 * @param incarnation 64 random bits, drawn when the log was begun
 */
public record LogId(PeerId author, long incarnation) {
  @Override
  public String toString() {
    return author + "/" + Long.toHexString(incarnation);
  }
}
