package dev.parley.cli.lab;

import dev.parley.core.actor.ActorRef;
import dev.parley.core.actor.ActorSpec;
import dev.parley.core.actor.ActorSystem;
import dev.parley.core.actor.Recipient;
import dev.parley.core.mailbox.Overflow;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** A number that several threads count up, each form in its own way. */
interface Counter {
  /** Adds one. */
  void add();

  /** The sum, once all who add have ended. */
  long sum();

  /** Reads, adds, writes: three steps, between which others come. */
  final class Broken implements Counter {
    /** Opaque access: the compiler may not make one addition of many. */
    private final AtomicLong value = new AtomicLong();

    @Override
    public void add() {
      value.setOpaque(value.getOpaque() + 1);
    }

    @Override
    public long sum() {
      return value.get();
    }
  }

  /** Acquires and releases by hand. */
  final class Locked implements Counter {
    private final ReentrantLock lock = new ReentrantLock();
    private long value;

    @Override
    public void add() {
      lock.lock();
      try {
        value++;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public long sum() {
      lock.lock();
      try {
        return value;
      } finally {
        lock.unlock();
      }
    }
  }

  /** A lock that a block holds: what {@code with} is in Python. */
  final class Held implements Counter {
    private final ReentrantLock lock = new ReentrantLock();
    private long value;

    /** The lock, as long as the block lasts. */
    private interface Holding extends AutoCloseable {
      @Override
      void close();
    }

    private Holding hold() {
      lock.lock();
      return lock::unlock;
    }

    @Override
    @SuppressWarnings("try") // the resource is not read: it is held
    public void add() {
      try (var held = hold()) {
        value++;
      }
    }

    @Override
    @SuppressWarnings("try")
    public long sum() {
      try (var held = hold()) {
        return value;
      }
    }
  }

  /** One owner, who counts what he is told. */
  final class Told implements Counter {
    private static final int CAPACITY = 4096;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ActorRef<Message> owner;

    private sealed interface Message {
      record Add() implements Message {}

      record Get(Recipient<Long> replyTo) implements Message {}
    }

    private static final Message.Add ADD = new Message.Add();

    Told(ActorSystem system, String name) {
      var value = new AtomicLong();
      owner =
          system.spawn(
              name,
              ActorSpec.<Message>of(() -> (message, context) -> receive(value, message))
                  .mailbox(CAPACITY, new Overflow.Block(PATIENCE)));
    }

    private static void receive(AtomicLong value, Message message) {
      switch (message) {
        case Message.Add add -> value.setPlain(value.getPlain() + 1); // no other thread has it
        case Message.Get(var replyTo) -> replyTo.tell(value.getPlain());
      }
    }

    @Override
    public void add() {
      if (!owner.tell(ADD).accepted()) {
        throw new IllegalStateException("the counter does not keep up");
      }
    }

    @Override
    public long sum() {
      return owner.<Long>ask(Message.Get::new, PATIENCE).await();
    }
  }
}
