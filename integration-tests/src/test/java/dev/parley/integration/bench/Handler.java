package dev.parley.integration.bench;

/**
 * What an actor does with its messages, one at a time.
 *
 * @param <M> the type of the messages
 */
@FunctionalInterface
interface Handler<M> {
  /** Handles one message. */
  void receive(M message);
}
