package dev.parley.core.room;

import dev.parley.core.identity.Nick;
import dev.parley.core.transport.TransportEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A guarded room: the same {@code RoomState} behind an actor's mailbox or behind a lock. Safe for
 * use by many threads; both guards behave the same, and one test suite runs on both.
 */
public abstract sealed class Room permits ActorRoom, LockRoom {
  /** How long a room may take to answer when it has nothing to wait for. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final Duration RETRY = Duration.ofMillis(1);

  private final RoomEffects effects;

  Room(RoomEffects effects) {
    this.effects = effects;
  }

  /** Puts an input through the state, soon; false if there is no room for it now, or never more. */
  abstract boolean offer(RoomInput input);

  /** Whether the room has been closed. */
  abstract boolean closed();

  /**
   * Takes no more input, carries out what it took, and tells its watchers what nobody has got.
   * Idempotent.
   *
   * @param deadline how long to wait for that
   */
  public abstract void close(Duration deadline);

  /**
   * Closes the room within two seconds.
   *
   * @see #close(Duration)
   */
  public final void close() {
    close(GRACE);
  }

  final RoomEffects effects() {
    return effects;
  }

  /**
   * Says a line: waits until the room has stored it, and, while the links' window is full, for room
   * in it.
   *
   * @param text the line
   * @param within how long to wait for room
   * @return what became of it
   * @throws InterruptedException if the thread is interrupted; whether the line is said is then
   *     unknown
   */
  public final SayResult say(String text, Duration within) throws InterruptedException {
    var answer = new CompletableFuture<SayResult>();
    if (!offerWithin(new RoomInput.Say(text, deadline(within), answer::complete), within)) {
      return refusedEntry();
    }
    try {
      return await(answer, within);
    } catch (TimeoutException late) {
      return new SayResult.Refused(
          SayResult.Reason.NO_ANSWER, "the room did not answer; the line may yet be sent");
    }
  }

  /**
   * Says a line without waiting: for callers that must not, such as actors.
   *
   * @param text the line
   * @param within how long the line may wait for room in the links' window
   * @param answer is told once what became of it, on a thread of the room or at once on the
   *     caller's
   */
  public final void say(String text, Duration within, Consumer<SayResult> answer) {
    if (!offer(new RoomInput.Say(text, deadline(within), answer))) {
      answer.accept(refusedEntry());
    }
  }

  private SayResult refusedEntry() {
    return closed()
        ? new SayResult.Refused(SayResult.Reason.CLOSED, "the room is closed")
        : new SayResult.Refused(SayResult.Reason.BUSY, "too much waits to get into the room");
  }

  /**
   * Tells once everything that was accepted so far has arrived, or the time is up; without waiting.
   *
   * @param within how long it may take
   * @param answer is told who does not have everything, on a thread of the room
   * @return false if there is no room for the question now, or the room is closed
   */
  public final boolean flush(Duration within, Consumer<FlushResult> answer) {
    return offer(new RoomInput.Flush(deadline(within), answer));
  }

  /**
   * Tells those who are linked, and those who will be, what we want to be called.
   *
   * @param nick the label
   * @return false if there is no room for it now, or the room is closed
   */
  public final boolean rename(Nick nick) {
    return offer(new RoomInput.Rename(nick));
  }

  /**
   * Waits until everything that was accepted so far has arrived: confirmed where links have
   * receipts, handed to the transport where not.
   *
   * @param within how long to wait
   * @return who does not have everything
   * @throws IllegalStateException if the room is closed or does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public final FlushResult flush(Duration within) throws InterruptedException {
    var answer = new CompletableFuture<FlushResult>();
    return ask(new RoomInput.Flush(deadline(within), answer::complete), answer, within);
  }

  /**
   * Looks inside.
   *
   * @return the counters and links at this moment
   * @throws IllegalStateException if the room is closed or does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public final RoomReport report() throws InterruptedException {
    var answer = new CompletableFuture<RoomReport>();
    return ask(new RoomInput.Report(answer::complete), answer, Duration.ZERO);
  }

  /**
   * Hands in what the transport tells. Never blocks.
   *
   * @param event what happened
   * @return false if there is no room for it now, or the room is closed
   */
  public final boolean offer(TransportEvent event) {
    return offer(new RoomInput.FromTransport(event));
  }

  /**
   * Watches the room from now on.
   *
   * @param name the watcher's name, unique in the actor system
   * @param listener the watcher
   * @param capacity how many events wait for it before it misses some; at least 1
   * @return what ends the watching, once the events that wait are handled
   */
  public final Subscription subscribe(String name, RoomListener listener, int capacity) {
    return effects.subscribe(name, listener, capacity);
  }

  private <T> T ask(RoomInput question, CompletableFuture<T> answer, Duration within)
      throws InterruptedException {
    if (!offerWithin(question, within.plus(GRACE))) {
      throw new IllegalStateException("the room is closed, or too much waits to get into it");
    }
    try {
      return await(answer, within);
    } catch (TimeoutException late) {
      throw new IllegalStateException("the room did not answer within " + within.plus(GRACE), late);
    }
  }

  /** Offers an input, again and again while there is no room for it, about once a millisecond. */
  private boolean offerWithin(RoomInput input, Duration within) throws InterruptedException {
    for (long tries = within.toMillis(); !offer(input); tries--) {
      if (tries <= 0 || closed()) {
        return false;
      }
      LockSupport.parkNanos(this, RETRY.toNanos());
      if (Thread.interrupted()) {
        throw new InterruptedException("while waiting to get into the room");
      }
    }
    return true;
  }

  private static <T> T await(CompletableFuture<T> answer, Duration within)
      throws InterruptedException, TimeoutException {
    try {
      return answer.get(within.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("answers are never exceptions", impossible);
    }
  }

  private long deadline(Duration within) {
    return effects.time().nanoTime() + within.toNanos();
  }
}
