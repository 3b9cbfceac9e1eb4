package dev.parley.core.transport;

/** What a transport tells its room. Events of one link come in the order in which they happened. */
public sealed interface TransportEvent {
  /**
   * A link can be used from now on.
   *
   * @param link which one
   * @param origin who is at the other end
   */
  record LinkUp(LinkId link, Origin origin) implements TransportEvent {}

  /**
   * A frame came in over a link.
   *
   * @param link which one
   * @param frame the frame
   */
  record Received(LinkId link, Frame frame) implements TransportEvent {}

  /**
   * Somebody without a link said something: it is shown, and he is sent nothing.
   *
   * @param from who
   * @param frame what came
   */
  record Overheard(Origin.Guest from, Frame.Said frame) implements TransportEvent {}

  /**
   * A link that was full has room again.
   *
   * @param link which one
   */
  record Writable(LinkId link) implements TransportEvent {}

  /**
   * A frame that had been accepted did not leave this machine.
   *
   * @param link over which it should have gone
   * @param reason why, for people
   */
  record Undelivered(LinkId link, String reason) implements TransportEvent {}

  /**
   * A link is up, and its peer does not answer.
   *
   * @param link which one
   */
  record Suspected(LinkId link) implements TransportEvent {}

  /**
   * A peer that did not answer does so again.
   *
   * @param link over which link
   */
  record Recovered(LinkId link) implements TransportEvent {}

  /**
   * A link has ended, for good.
   *
   * @param link which one
   * @param reason why, for people
   */
  record LinkDown(LinkId link, String reason) implements TransportEvent {}
}
