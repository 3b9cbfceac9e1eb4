package dev.parley.core.actor;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A message that an actor handled, as the cause of what its handler sends. Made when the handler
 * sends something for the first time, or fails; the message itself is not kept. Immutable.
 *
 * <p>A trail must not grow for ever: at its greatest length the newest links are copied and the
 * rest let go.
 */
final class Cause {
  private final Class<?> type;
  private final ActorCell<?> handler;
  private final long number;
  private final @Nullable Cause cause;
  private final int length;

  /** The message that the actor handles now, its own {@code number}-th. */
  Cause(Class<?> type, ActorCell<?> handler, long number, @Nullable Cause cause) {
    this.type = type;
    this.handler = handler;
    this.number = number;
    this.cause = cause == null || cause.length < Trail.LONGEST ? cause : cause.newest(Trail.SURE);
    this.length = this.cause == null ? 1 : this.cause.length + 1;
  }

  @SuppressWarnings("ReferenceEquality") // the one cell
  boolean is(ActorCell<?> cell, long which) {
    return handler == cell && number == which;
  }

  private Cause newest(int count) {
    var older = count == 1 || cause == null ? null : cause.newest(count - 1);
    return new Cause(type, handler, number, older);
  }

  /** The chain as others may see it. */
  static Trail trail(@Nullable Cause newest) {
    var links = new ArrayList<Trail.Link>();
    for (var link = newest; link != null; link = link.cause) {
      links.add(new Trail.Link(link.handler.name(), link.number, link.type.getSimpleName()));
    }
    return new Trail(links);
  }
}
