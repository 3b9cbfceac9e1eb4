package dev.parley.core.actor;

import dev.parley.core.mailbox.Node;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way, with what caused it.
 *
 * @param <M> the type of the message
 */
class Envelope<M> extends Node<M> {
  /** The message whose handler sent this one; once this one sent another, this one itself. */
  private @Nullable Cause cause;

  Envelope(M message, @Nullable Cause cause) {
    super(message);
    this.cause = cause;
  }

  /** What led to this message; null if it came from outside and has sent nothing. */
  final @Nullable Cause cause() {
    return cause;
  }

  /** This message as the cause of others, made when its handler sends the first. */
  final Cause asCause(ActorCell<?> handler, long number) {
    var known = cause;
    if (known == null || !known.is(handler, number)) {
      known = new Cause(element().getClass(), handler, number, known);
      cause = known;
    }
    return known;
  }

  /** Who waits for an answer to this message, if anybody does. */
  @Nullable Reply<?> reply() {
    return null;
  }

  /** When it was sent, on the system's monotonic clock; zero if nobody wants to know. */
  long sentAt() {
    return 0;
  }

  /** Tells whoever waits for an answer that none will come. */
  final void unanswerable(AskException.Reason reason, String why) {
    var reply = reply();
    if (reply != null) {
      reply.fail(reason, why);
    }
  }

  /** A question, whose asker learns at once if it gets no answer; or a message that is timed. */
  static final class Special<M> extends Envelope<M> {
    private final @Nullable Reply<?> reply;
    private final long sentAt;

    Special(M message, @Nullable Cause cause, @Nullable Reply<?> reply, long sentAt) {
      super(message, cause);
      this.reply = reply;
      this.sentAt = sentAt;
    }

    @Override
    @Nullable Reply<?> reply() {
      return reply;
    }

    @Override
    long sentAt() {
      return sentAt;
    }
  }
}
