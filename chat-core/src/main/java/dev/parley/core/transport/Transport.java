package dev.parley.core.transport;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Carries frames between rooms. Safe for use by many threads, except that one room alone sends.
 *
 * <p>A life: {@link #start} once, then anything, then {@link #close} once. Nothing here blocks for
 * longer than it says.
 */
public interface Transport {
  /**
   * What this transport promises.
   *
   * @return the same at all times
   */
  Capabilities capabilities();

  /**
   * Why no link of this transport could ever carry a text.
   *
   * @param text the text
   * @return one sentence for people, or nothing if it can be carried
   */
  Optional<String> objection(String text);

  /**
   * Begins to work.
   *
   * @param context what it works with
   */
  void start(TransportContext context);

  /**
   * Opens a link to a peer; a {@link TransportEvent.LinkUp} follows when it is up. A second call
   * for a linked peer changes nothing.
   *
   * @param peer where he is
   * @throws IllegalArgumentException if the address is malformed
   * @throws UnknownPeerException if it leads nowhere
   */
  void connect(PeerAddress peer) throws UnknownPeerException;

  /**
   * Ends a link once what it accepted has been sent; a {@link TransportEvent.LinkDown} follows.
   *
   * @param link which one; unknown ones are ignored
   */
  void disconnect(LinkId link);

  /**
   * Under which addresses peers are linked now. A peer may have several.
   *
   * @return links by address, a snapshot
   */
  Map<PeerAddress, LinkId> addresses();

  /**
   * Sends a frame. Never blocks.
   *
   * @param link over which link
   * @param frame the frame
   * @return what became of it
   */
  SendResult send(LinkId link, Frame frame);

  /**
   * What it counted so far, drops with their reasons.
   *
   * @return counts by name, a snapshot
   */
  SortedMap<String, Long> counters();

  /**
   * Sends what was accepted, ends all links and lets go of everything it holds. Idempotent.
   *
   * @param deadline how long the sending may take
   */
  void close(Duration deadline);
}
