package dev.parley.core.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two who tell, and an owner who listens and then ends. */
@Timeout(60)
class ControlLaneModelTest {
  private static ControlLane lane = new ControlLane();
  private static List<Integer> heard = new ArrayList<>();
  private static int pushed;
  private static int pushedToo;

  private static int push(int what) {
    return lane.push(() -> heard.add(what)) ? 1 : 0;
  }

  private static void tellAndEnd() {
    lane = new ControlLane();
    heard = new ArrayList<>();
    pushed = 0;
    pushedToo = 0;
    var one =
        new Thread(() -> {
          pushed += push(1);
          pushed += push(2);
        });
    var two = new Thread(() -> pushedToo += push(3));
    one.start();
    two.start();
    for (var signal = lane.poll(); signal != null; signal = lane.poll()) {
      signal.run();
    }
    lane.end();
    for (var signal = lane.pollRest(); signal != null; signal = lane.pollRest()) {
      signal.run();
    }
    try {
      one.join();
      two.join();
    } catch (InterruptedException interrupt) {
      throw new IllegalStateException(interrupt);
    }
    if (heard.size() != pushed + pushedToo) {
      throw new IllegalStateException("heard " + heard + " of " + (pushed + pushedToo));
    }
    if (heard.contains(2) && heard.indexOf(1) > heard.indexOf(2)) {
      throw new IllegalStateException("not in order: " + heard);
    }
  }

  @Test
  void signals_areHeardOnceAndInOrderOrRefused() {
    Lincheck.runConcurrentTest(1000, ControlLaneModelTest::tellAndEnd);
  }
}
