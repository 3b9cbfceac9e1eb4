package dev.parley.core.actor;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** What the Flight Recorder is told. All of it costs next to nothing while nothing is recorded. */
final class Events {
  private Events() {}

  /** A message that was handled, with how long it waited and took. */
  @Name("dev.parley.Message")
  @Label("Actor Message")
  @Category({"Parley", "Actors"})
  @Description("A message whose handling took longer than the threshold")
  @Threshold("10 ms")
  @StackTrace(false)
  static final class Message extends Event {
    /** Whether anybody records it; as good as free if nobody does. */
    static boolean isOn() {
      return new Message().isEnabled();
    }

    @Label("Actor")
    @Nullable String actor;

    @Label("Message Type")
    @Nullable Class<?> type;

    @Label("Waited")
    @Timespan
    @Description("From being sent to being handled")
    long waited;

    @Label("Depth")
    @Description("How many messages waited when this one was done")
    int depth;

    @Label("Failed")
    boolean failed;
  }

  /** A message that no actor will handle. */
  @Name("dev.parley.DeadLetter")
  @Label("Dead Letter")
  @Category({"Parley", "Actors"})
  @StackTrace(false)
  static final class Dropped extends Event {
    @Label("Recipient")
    @Nullable String recipient;

    @Label("Message Type")
    @Nullable Class<?> type;

    @Label("Reason")
    @Nullable String reason;
  }

  /** An actor that took the place of one that failed. */
  @Name("dev.parley.Restart")
  @Label("Actor Restart")
  @Category({"Parley", "Actors"})
  @StackTrace(false)
  static final class Restart extends Event {
    @Label("Actor")
    @Nullable String actor;

    @Label("Failure")
    @Nullable Class<?> failure;

    @Label("In Period")
    @Description("How many restarts there were in the period, this one included")
    int inPeriod;
  }

  /** A handler that still computes: it holds its processor, and the library cannot help that. */
  @Name("dev.parley.LongHandler")
  @Label("Long Handler")
  @Category({"Parley", "Actors"})
  @Description("A handler that has been running, not waiting, for more than 10 ms")
  @StackTrace(false)
  static final class LongHandler extends Event {
    @Label("Actor")
    @Nullable String actor;

    @Label("Message Type")
    @Nullable Class<?> type;
  }

  static void dropped(String recipient, Object message, DeadLetters.Reason reason) {
    var event = new Dropped();
    if (event.isEnabled()) {
      event.recipient = recipient;
      event.type = message.getClass();
      event.reason = reason.name();
      event.commit();
    }
  }

  static void restarted(String actor, Throwable failure, int inPeriod) {
    var event = new Restart();
    if (event.isEnabled()) {
      event.actor = actor;
      event.failure = failure.getClass();
      event.inPeriod = inPeriod;
      event.commit();
    }
  }

  static void longHandler(String actor, @Nullable Class<?> type) {
    var event = new LongHandler();
    if (event.isEnabled()) {
      event.actor = actor;
      event.type = type;
      event.commit();
    }
  }
}
