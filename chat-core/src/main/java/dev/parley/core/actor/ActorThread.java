package dev.parley.core.actor;

import dev.parley.core.mailbox.Mailbox;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What a thread that runs actors carries with it: the actor whose turn it is. Bound once for the
 * life of the thread, so that a message costs no binding.
 */
public class ActorThread {
  private static final ScopedValue<ActorThread> CURRENT = ScopedValue.newInstance();

  private static final VarHandle STEPS;
  private static final VarHandle RUNNING;

  static {
    try {
      var lookup = MethodHandles.lookup();
      STEPS = lookup.findVarHandle(ActorThread.class, "steps", long.class);
      RUNNING = lookup.findVarHandle(ActorThread.class, "running", ActorCell.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private static final ActorThread NONE = new ActorThread();

  /** The actor whose turn it is; this thread's own, and others see it a little late. */
  private @Nullable ActorCell<?> running;

  /** Counts what the thread begins and ends, so that others see whether it gets on. */
  private long steps;

  ActorThread() {}

  final void enter(ActorCell<?> cell) {
    if (this == NONE) {
      throw new IllegalStateException("an activation runs inside ActorThread.run only");
    }
    RUNNING.setOpaque(this, cell);
  }

  final void leave() {
    RUNNING.setOpaque(this, null);
  }

  /**
   * Waits a moment for messages of the actor that has run dry here, if that serves.
   *
   * @return true if there are messages
   */
  boolean lingersFor(Mailbox<?> mailbox) {
    return false;
  }

  /** The thread gets on: it begins or ends a turn, or begins a message. */
  final void step() {
    STEPS.setOpaque(this, steps + 1);
  }

  final long steps() {
    return (long) STEPS.getOpaque(this);
  }

  /**
   * Makes the calling thread one that may run activations, until the task is done.
   *
   * @param task what to do meanwhile
   */
  public static void run(Runnable task) {
    new ActorThread().carry(task);
  }

  final void carry(Runnable task) {
    ScopedValue.where(CURRENT, this).run(task);
  }

  /** The calling thread's; one that never runs anything if it runs no actors. */
  static ActorThread current() {
    return CURRENT.orElse(NONE);
  }

  /** The actor whose method the calling thread is in, or null. */
  static @Nullable ActorCell<?> runningHere() {
    return current().running;
  }

  /** The actor whose turn it is, as any thread may see it. */
  final @Nullable ActorCell<?> running() {
    return (ActorCell<?>) RUNNING.getOpaque(this);
  }
}
