package dev.parley.core.actor;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A message with where it came from. Most messages from outside the system travel without one.
 *
 * <p>Once its message is handled an envelope is a link in the trail of what that handling sent, so
 * it lets go of the message itself. A trail must not grow for ever: at its greatest length the
 * newest links are copied and the rest let go.
 */
class Envelope {
  final Class<?> type;
  private final @Nullable Envelope cause;
  private final int length;
  @Nullable Object message;

  // Written by the one who handles the message, before it sends anything.
  private @Nullable ActorCell<?> handler;
  private long number;

  Envelope(Object message, @Nullable Envelope cause) {
    this(message.getClass(), shortened(cause));
    this.message = message;
  }

  private Envelope(Class<?> type, @Nullable Envelope cause) {
    this.type = type;
    this.cause = cause;
    this.length = cause == null ? 1 : cause.length + 1;
  }

  private static @Nullable Envelope shortened(@Nullable Envelope cause) {
    return cause == null || cause.length < Trail.LONGEST ? cause : newest(cause, Trail.SURE);
  }

  private static Envelope newest(Envelope from, int count) {
    var older = count == 1 || from.cause == null ? null : newest(from.cause, count - 1);
    var copy = new Envelope(from.type, older);
    copy.handler = from.handler;
    copy.number = from.number;
    return copy;
  }

  void handledBy(ActorCell<?> cell, long which) {
    handler = cell;
    number = which;
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
  void unanswerable(AskException.Reason reason, String why) {
    var reply = reply();
    if (reply != null) {
      reply.fail(reason, why);
    }
  }

  /** The message and what caused it; a message that nobody has handled yet is not in it. */
  Trail trail() {
    var links = new ArrayList<Trail.Link>();
    for (var link = this; link != null; link = link.cause) {
      var by = link.handler;
      if (by != null) {
        links.add(new Trail.Link(by.name(), link.number, link.type.getSimpleName()));
      }
    }
    return new Trail(links);
  }

  /** A question, whose asker learns at once if it gets no answer; or a message that is timed. */
  static final class Special extends Envelope {
    private final @Nullable Reply<?> reply;
    private final long sentAt;

    Special(Object message, @Nullable Envelope cause, @Nullable Reply<?> reply, long sentAt) {
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
