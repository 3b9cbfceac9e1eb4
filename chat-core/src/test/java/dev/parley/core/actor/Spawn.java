package dev.parley.core.actor;

import dev.parley.core.mailbox.Overflow;

/** Starts actors whose mailbox is what the test is about. */
final class Spawn {
  private Spawn() {}

  static <M> ActorRef<M> in(
      ActorSystem system, String name, Actor<M> actor, int capacity, Overflow overflow) {
    return system.spawn(name, ActorSpec.<M>of(() -> actor).mailbox(capacity, overflow));
  }
}
