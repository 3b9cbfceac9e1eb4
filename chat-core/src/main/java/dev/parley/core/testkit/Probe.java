package dev.parley.core.testkit;

import dev.parley.core.actor.ActorRef;
import dev.parley.core.actor.ActorSystem;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An actor that keeps what it is sent, for a test to look at. Safe for use by many threads.
 *
 * @param <M> the type of its messages
 */
public final class Probe<M> {
  private final List<M> received = new CopyOnWriteArrayList<>();
  private final ActorRef<M> ref;

  private Probe(ActorSystem system, String name) {
    ref = system.spawn(name, (message, context) -> received.add(message));
  }

  /**
   * Starts a probe.
   *
   * @param system where
   * @param name its name, unique among the live actors of the system
   * @param <M> the type of its messages
   * @return the probe, which has received nothing
   */
  public static <M> Probe<M> in(ActorSystem system, String name) {
    return new Probe<>(system, name);
  }

  /**
   * Where to send to.
   *
   * @return the probe's address
   */
  public ActorRef<M> ref() {
    return ref;
  }

  /**
   * What has been handled so far.
   *
   * @return a copy, in the order in which it was handled
   */
  public List<M> received() {
    return List.copyOf(received);
  }
}
