package dev.parley.core.actor;

import dev.parley.core.mailbox.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * A small random system on real threads, and what must hold of it whatever the schedule: no two
 * deliveries to one actor at once, the order of each sender, nothing lost, nothing twice, and an
 * end. The seed decides the system; the machine decides the schedule.
 */
final class StressRun {
  private static final int EACH = 200;
  private static final Duration POLL = Duration.ofMillis(1);
  private static final Duration WAIT = Duration.ofSeconds(5);

  private sealed interface Work {
    record Numbered(int sender, int number, int hops) implements Work {}

    record Question(Recipient<String> replyTo) implements Work {}
  }

  /** Tells, and numbers what was accepted. Used by one thread at a time. */
  private final class Sender {
    final int id;
    final Random random;
    int next;

    Sender(int id, Random random) {
      this.id = id;
      this.random = random;
    }

    void tell(ActorRef<Work> to, int hops) {
      if (to.tell(new Work.Numbered(id, next++, hops)).accepted()) {
        accepted.increment();
      }
    }
  }

  private final Random random;
  private final ActorSystem system;
  private final List<ActorRef<Work>> workers = new ArrayList<>();
  private final int threads;
  private final AtomicIntegerArray[] times;
  private final LongAdder accepted = new LongAdder();
  private final LongAdder handled = new LongAdder();
  private final LongAdder asked = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final Queue<String> broken = new ConcurrentLinkedQueue<>();

  private StressRun(long seed, Dispatcher dispatcher) {
    this.random = new Random(seed);
    this.system = ActorSystem.builder("stress").dispatcher(dispatcher).open();
    int actors = 2 + random.nextInt(6);
    this.threads = 1 + random.nextInt(4);
    this.times = new AtomicIntegerArray[threads + actors];
    Arrays.setAll(times, sender -> new AtomicIntegerArray(EACH * 64));
    for (int n = 0; n < actors; n++) {
      workers.add(system.spawn("worker-" + n, spec(n)));
    }
  }

  /**
   * Does one.
   *
   * @return what did not hold; empty if all did
   */
  static List<String> of(long seed, Dispatcher dispatcher, Duration patience)
      throws InterruptedException {
    return new StressRun(seed, dispatcher).run(patience);
  }

  private List<String> run(Duration patience) throws InterruptedException {
    var senders = new ArrayList<Thread>();
    for (int n = 0; n < threads; n++) {
      var sender = new Sender(n, new Random(random.nextLong()));
      senders.add(Thread.ofVirtual().start(() -> send(sender)));
    }
    for (var sender : senders) {
      sender.join();
    }
    if (!comesToRest(patience)) {
      broken.add("not at rest: " + system.tree());
    }
    system.close(patience);
    if (!system.actors().isEmpty()) {
      broken.add("not ended: " + system.tree());
    }
    long letters =
        system.deadLetters().count(DeadLetters.Reason.EVICTED)
            + system.deadLetters().count(DeadLetters.Reason.STOPPED);
    // Whether a question was accepted, only the accounts know.
    long all = system.accounts().accepted();
    long questions = all - accepted.sum();
    boolean counted = questions >= answered.sum() && questions <= asked.sum();
    if (!counted || all != handled.sum() + answered.sum() + letters) {
      broken.add(
          "%d accepted, %d of them questions of %d; %d handled, %d answered, %d dead letters"
              .formatted(all, questions, asked.sum(), handled.sum(), answered.sum(), letters));
    }
    if (!system.accounts().balanced()) {
      broken.add(system.accounts().toString());
    }
    return List.copyOf(broken);
  }

  /**
   * Whether all that waits is handled in time, with nobody who wakes an actor for another reason.
   */
  private boolean comesToRest(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() - end < 0) {
      var accounts = system.accounts();
      if (accounts.queued() + accounts.running() == 0) {
        return true;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return false;
  }

  private void send(Sender sender) {
    for (int n = 0; n < EACH; n++) {
      var to = workers.get(sender.random.nextInt(workers.size()));
      if (sender.random.nextInt(50) == 0) {
        asked.increment();
        to.ask(Work.Question::new, WAIT); // answered, refused or dead: it must not stay open
      }
      sender.tell(to, sender.random.nextInt(4));
    }
  }

  private ActorSpec<Work> spec(int index) {
    int capacity = new int[] {1, 2, 10, 100}[random.nextInt(4)];
    var overflow =
        switch (random.nextInt(4)) {
          case 0 -> new Overflow.Reject();
          case 1 -> new Overflow.DropOldest();
          case 2 -> new Overflow.DropNewest();
          default -> new Overflow.Block(Duration.ofMillis(2));
        };
    var restart = new Directive.Restart(1000, Duration.ofSeconds(1));
    var sender = new Sender(threads + index, new Random(random.nextLong()));
    var inside = new AtomicBoolean();
    var last = new int[times.length];
    Arrays.fill(last, -1);
    return ActorSpec.<Work>of(() -> new Worker(sender, inside, last))
        .mailbox(capacity, overflow)
        .stash(EACH * 64)
        .supervision(
            Supervision.of(random.nextBoolean() ? restart : new Directive.Resume())
                .when(Error.class, new Directive.Stop()));
  }

  /** Passes on, puts aside, waits, fails, stops, and leaves its thread interrupted, at random. */
  private final class Worker implements Actor<Work> {
    private final Sender sender;
    private final AtomicBoolean inside;
    private final int[] last;
    private int aside;

    Worker(Sender sender, AtomicBoolean inside, int[] last) {
      this.sender = sender;
      this.inside = inside;
      this.last = last;
    }

    @Override
    public void receive(Work work, ActorContext<Work> context) {
      if (!inside.compareAndSet(false, true)) {
        broken.add("two deliveries at once");
      }
      try {
        switch (work) {
          case Work.Question question -> {
            answered.increment();
            question.replyTo().tell("yes");
          }
          case Work.Numbered numbered -> numbered(numbered, context);
        }
      } finally {
        inside.set(false);
      }
    }

    private void numbered(Work.Numbered work, ActorContext<Work> context) {
      if (aside > 0) {
        if (!context.stash()) {
          broken.add("a stash as large as all there is was full");
        }
        if (--aside == 0) {
          context.unstashAll();
        }
        return;
      }
      if (work.number() <= last[work.sender()]) {
        broken.add(work + " after number " + last[work.sender()]);
      }
      last[work.sender()] = work.number();
      if (times[work.sender()].incrementAndGet(work.number()) != 1) {
        broken.add(work + " twice");
      }
      handled.increment();
      live(work, context);
    }

    private void live(Work.Numbered work, ActorContext<Work> context) {
      if (work.hops() > 0) {
        sender.tell(workers.get(sender.random.nextInt(workers.size())), work.hops() - 1);
      }
      switch (sender.random.nextInt(200)) {
        case 0 -> context.sleep(Duration.ofNanos(50_000));
        case 1 -> Thread.currentThread().interrupt();
        case 2, 3 -> throw new IllegalStateException("planted");
        case 4 -> aside = 1 + sender.random.nextInt(10);
        case 5 -> Thread.onSpinWait();
        default -> {}
      }
      switch (sender.random.nextInt(5000)) {
        case 0 -> context.stop();
        case 1 -> throw new AssertionError("planted");
        default -> {}
      }
    }
  }
}
