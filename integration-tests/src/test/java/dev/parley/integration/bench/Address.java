package dev.parley.integration.bench;

/**
 * Where messages to one actor go.
 *
 * @param <M> the type of the messages
 */
interface Address<M> {
  /**
   * Sends a message. A sender that is no actor waits while a bounded receiver is full.
   *
   * @throws IllegalStateException if the message was refused
   */
  void tell(M message);

  /** The library's own address, without the wrapper of the benchmarks. */
  Object unwrapped();
}
