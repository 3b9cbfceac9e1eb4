package dev.parley.core.transport;

/**
 * Where a peer can be reached, in the notation of the transport: for UDP {@code host:port} or
 * {@code [::1]:port}.
 *
 * @param text the address; not blank
 */
public record PeerAddress(String text) {
  /**
   * Checks the address.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public PeerAddress {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a peer's address is not blank");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
