package dev.parley.integration.speed;

import dev.parley.core.actor.Actor;
import dev.parley.core.actor.ActorContext;
import dev.parley.core.transport.LinkId;
import java.util.function.Consumer;

/** An actor in the place of a room: each line that comes over a link is answered, on its turn. */
final class Answering implements Actor<LinkId> {
  private final Consumer<LinkId> answer;

  Answering(Consumer<LinkId> answer) {
    this.answer = answer;
  }

  @Override
  public void receive(LinkId from, ActorContext<LinkId> context) {
    answer.accept(from);
  }
}
