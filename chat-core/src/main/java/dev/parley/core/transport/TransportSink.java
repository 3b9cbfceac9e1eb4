package dev.parley.core.transport;

/** Where a transport puts its events. Safe for use by many threads. */
@FunctionalInterface
public interface TransportSink {
  /**
   * Offers an event. Never blocks.
   *
   * @param event what happened
   * @return false if there is no room now: the transport keeps the event, or counts it as dropped
   */
  boolean offer(TransportEvent event);
}
