package dev.parley.cli.lab;

import dev.parley.cli.process.ChildJvm;
import dev.parley.core.actor.ActorRef;
import dev.parley.core.actor.ActorSystem;
import dev.parley.core.actor.AskException;
import dev.parley.core.actor.Recipient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Two who wait for each other for ever: seen, named, and cured in three ways. */
final class DeadlockLab implements Lab {
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final int TRANSFERS = 2000;

  private record Question(Recipient<String> replyTo) {}

  @Override
  public String name() {
    return "deadlock";
  }

  @Override
  public String lesson() {
    return "two that hold what the other wants wait for ever";
  }

  @Override
  public void run(Equipment equipment, Notes notes) throws InterruptedException {
    notes.say("1. Two platform threads, in a JVM of their own, take two locks in opposite order:");
    try (var child =
        ChildJvm.start(List.of("-XX:TieredStopAtLevel=1"), DeadlockedProgram.class, List.of())) {
      var found = child.lines();
      found.forEach(line -> notes.say("  the JVM says: " + line));
      notes.count(Notes.BROKEN, "threads the JVM found in deadlock", found.size());
    }
    notes.say("2. The same on virtual threads, which the JVM does not look at; a deadline does:");
    notes.count(Notes.BROKEN, "still waiting at the deadline", stuck(equipment));
    notes.say("3. The cures, " + TRANSFERS + " transfers each way between two accounts:");
    for (var order : Transfers.values()) {
      cure(equipment, notes, order);
    }
    byMessages(equipment, notes);
    notes.say("4. Messages that wait for answers can wait in a circle too. It is named at once:");
    circle(equipment, notes);
    notes.say(
        "Learn: a circle of waiting needs several locks, taken in different orders and held while"
            + " waiting. Take away any of these: one order for all, a time-out with giving back,"
            + " or no locks at all.");
  }

  /** How many of two threads still wait for each other when the time is up. Ends them then. */
  private static long stuck(Equipment equipment) throws InterruptedException {
    var one = new Account();
    var two = new Account();
    var both = new CountDownLatch(2);
    var threads =
        List.of(
            equipment.threads().virtual("one-two").newThread(() -> hold(one, two, both)),
            equipment.threads().virtual("two-one").newThread(() -> hold(two, one, both)));
    threads.forEach(Thread::start);
    try {
      long waiting = 0;
      for (var thread : threads) {
        waiting += thread.join(PATIENCE) ? 0 : 1;
      }
      return waiting;
    } finally {
      threads.forEach(Thread::interrupt);
    }
  }

  private static void hold(Account first, Account second, CountDownLatch both) {
    try {
      first.lock.lockInterruptibly();
      try {
        both.countDown();
        both.await();
        second.lock.lockInterruptibly();
        second.lock.unlock();
      } finally {
        first.lock.unlock();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static void cure(Equipment equipment, Notes notes, Transfers form)
      throws InterruptedException {
    var one = new Account();
    var two = new Account();
    double took =
        equipment.millis(() -> {
          var there =
              equipment.threads().platform("there").newThread(() -> transfer(form, one, two));
          var back = equipment.threads().platform("back").newThread(() -> transfer(form, two, one));
          there.start();
          back.start();
          try {
            boolean done = there.join(LONG) && back.join(LONG);
            notes.count(form.form, "done", done ? 1 : 0);
          } finally {
            there.interrupt();
            back.interrupt();
          }
        });
    notes.count(form.form, "money lost", Math.abs(one.balance + two.balance));
    notes.figure(form.form, "took", took, "ms");
  }

  private static void transfer(Transfers form, Account from, Account to) {
    try {
      for (int n = 0; n < TRANSFERS; n++) {
        form.transfer(from, to);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** One owner has both accounts: a transfer is one message. */
  private static void byMessages(Equipment equipment, Notes notes) throws InterruptedException {
    record Move(int from, int to, CountDownLatch done) {}

    var balances = new long[2];
    var done = new CountDownLatch(2 * TRANSFERS);
    double took;
    try (var system = ActorSystem.builder("bank").threads(equipment.threads()).open()) {
      ActorRef<Move> bank =
          system.spawn(
              "bank",
              (move, context) -> {
                balances[move.from()]--;
                balances[move.to()]++;
                move.done().countDown();
              });
      took =
          equipment.millis(() -> {
            for (int n = 0; n < TRANSFERS; n++) {
              tell(bank, new Move(0, 1, done));
              tell(bank, new Move(1, 0, done));
            }
            boolean all = done.await(LONG.toMillis(), TimeUnit.MILLISECONDS);
            notes.count(Notes.MESSAGE, "done", all ? 1 : 0);
          });
    }
    notes.count(Notes.MESSAGE, "money lost", Math.abs(balances[0] + balances[1]));
    notes.figure(Notes.MESSAGE, "took", took, "ms");
  }

  private static <M> void tell(ActorRef<M> actor, M message) {
    while (!actor.tell(message).accepted()) {
      Thread.onSpinWait(); // full for a moment: offer it again
    }
  }

  /** Two actors that ask each other and wait for the answer. */
  private static void circle(Equipment equipment, Notes notes) {
    var found = new AtomicInteger();
    try (var system = ActorSystem.builder("circle").threads(equipment.threads()).open()) {
      var addresses = new AtomicReferenceArray<ActorRef<Question>>(2);
      for (int n = 0; n < 2; n++) {
        int other = 1 - n;
        addresses.set(
            n,
            system.spawn(
                n == 0 ? "ann" : "bob",
                (question, context) ->
                    question.replyTo().tell(answer(addresses.get(other), found))));
      }
      long asked = equipment.time().nanoTime();
      notes.say("  " + addresses.get(0).<String>ask(Question::new, LONG).await());
      notes.count(Notes.MESSAGE, "told of the circle", found.get());
      notes.figure(Notes.MESSAGE, "told after", equipment.since(asked), "ms");
    }
  }

  private static String answer(ActorRef<Question> other, AtomicInteger found) {
    try {
      return other.<String>ask(Question::new, LONG).await();
    } catch (AskException refused) {
      if (refused.reason() == AskException.Reason.CYCLE) {
        found.incrementAndGet();
      }
      return String.valueOf(refused.getMessage());
    }
  }
}
