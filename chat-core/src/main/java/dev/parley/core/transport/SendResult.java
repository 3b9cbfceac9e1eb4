package dev.parley.core.transport;

/** What a transport did with a frame. */
public enum SendResult {
  /** It took the frame and will carry it as well as its capabilities promise. */
  ACCEPTED,
  /** It has no room now; a {@link TransportEvent.Writable} follows when it has. */
  FULL,
  /** It can never carry this frame. */
  TOO_BIG,
  /** The link is not up, or not any more. */
  DOWN
}
