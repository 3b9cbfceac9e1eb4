package dev.parley.integration.bench;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * An actor that passes each line on to all its members, as a room does. One operation is a
 * delivery: one line handled by one member.
 *
 * <p>Up to {@value #WINDOW} lines are on their way at a time: a member reports when it has seen
 * that many, and the hub goes on when all have. After the "fork-join throughput" of Savina (Imam
 * and Sarkar, AGERE 2014), which has no such bound.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // set up by JMH
public class FanOut {
  private static final int DELIVERIES = 256_000;
  private static final int WINDOW = 64;
  private static final Object LINE = new Object();

  /** Holds a window's lines and a report of each member. */
  private static final int HUB_CAPACITY = 4096;

  @Param({"100", "1000"})
  int degree;

  @Param({"PARLEY", "PEKKO"})
  Library library;

  private final Round round = new Round();
  private Actors actors;
  private Address<ToHub> hub;

  /** What the hub hears. */
  private enum ToHub {
    START,
    LINE,
    WINDOW_SEEN
  }

  private final class Hub implements Handler<ToHub> {
    private final List<Address<Object>> to;
    private int windows;
    private int reports;

    Hub(List<Address<Object>> to) {
      this.to = to;
    }

    @Override
    public void receive(ToHub message) {
      switch (message) {
        case START -> {
          windows = DELIVERIES / (WINDOW * degree);
          openWindow();
        }
        case LINE -> {
          for (var member : to) {
            member.tell(FanOut.LINE);
          }
        }
        case WINDOW_SEEN -> {
          reports++;
          if (reports == degree) {
            reports = 0;
            closeWindow();
          }
        }
      }
    }

    private void openWindow() {
      for (int i = 0; i < WINDOW; i++) {
        hub.tell(ToHub.LINE);
      }
    }

    private void closeWindow() {
      windows--;
      if (windows == 0) {
        round.finish();
      } else {
        openWindow();
      }
    }
  }

  private final class Member implements Handler<Object> {
    private int seen;

    @Override
    public void receive(Object line) {
      seen++;
      if (seen == WINDOW) {
        seen = 0;
        hub.tell(ToHub.WINDOW_SEEN);
      }
    }
  }

  /** Starts the members and their hub. */
  @Setup
  public void open() {
    actors = library.open();
    var all = new ArrayList<Address<Object>>();
    for (int i = 0; i < degree; i++) {
      all.add(actors.spawn("member-" + i, Actors.CAPACITY, new Member()));
    }
    hub = actors.spawn("hub", HUB_CAPACITY, new Hub(all));
  }

  /** Ends them. */
  @TearDown
  public void close() {
    actors.close();
  }

  /** Delivers all lines to all members. */
  @Benchmark
  @OperationsPerInvocation(DELIVERIES)
  public void broadcast() throws InterruptedException {
    hub.tell(ToHub.START);
    round.await();
  }
}
