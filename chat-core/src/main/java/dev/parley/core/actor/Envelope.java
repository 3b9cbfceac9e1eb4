package dev.parley.core.actor;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A message with where it came from. Most messages from outside the system travel without one.
 *
 * <p>Once its message is handled an envelope is a link in the trail of what that handling sent, so
 * it lets go of the message itself. A trail must not grow for ever: at twice the length that is
 * wanted, the newest half is copied and the rest let go.
 */
class Envelope {
  private static final int HALF = Trail.LONGEST / 2;

  final Class<?> type;
  final long sentAt;
  private final @Nullable Envelope cause;
  private final int length;
  @Nullable Object message;

  // Written by the one who handles the message, before it sends anything.
  private @Nullable ActorCell<?> handler;
  private long number;

  Envelope(Object message, @Nullable Envelope cause, long sentAt) {
    this(
        message.getClass(),
        cause == null || cause.length < Trail.LONGEST ? cause : newest(cause, HALF),
        sentAt);
    this.message = message;
  }

  private Envelope(Class<?> type, @Nullable Envelope cause, long sentAt) {
    this.type = type;
    this.cause = cause;
    this.length = cause == null ? 1 : cause.length + 1;
    this.sentAt = sentAt;
  }

  private static Envelope newest(Envelope from, int count) {
    var older = count == 1 || from.cause == null ? null : newest(from.cause, count - 1);
    var copy = new Envelope(from.type, older, from.sentAt);
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

  /** A question: whoever asked learns at once if it gets no answer. */
  static final class Question extends Envelope {
    private final Reply<?> reply;

    Question(Object message, @Nullable Envelope cause, long sentAt, Reply<?> reply) {
      super(message, cause, sentAt);
      this.reply = reply;
    }

    @Override
    Reply<?> reply() {
      return reply;
    }
  }
}
