package dev.parley.integration.bench;

import java.util.ArrayList;
import java.util.List;

/** The plain form of an actor: a virtual thread that takes its messages from a queue. */
final class ThreadActors implements Actors {
  private final Pipe.Maker pipes;
  private final List<Thread> threads = new ArrayList<>();

  ThreadActors(Pipe.Maker pipes) {
    this.pipes = pipes;
  }

  @Override
  public <M> Address<M> spawn(String name, int capacity, Handler<M> handler) {
    return start(Thread.ofVirtual().name(name), capacity, handler);
  }

  @Override
  public <M> Address<M> spawn(int capacity, Handler<M> handler) {
    return start(Thread.ofVirtual(), capacity, handler);
  }

  private <M> Address<M> start(Thread.Builder thread, int capacity, Handler<M> handler) {
    Pipe<M> pipe = pipes.make(capacity);
    threads.add(thread.start(() -> run(pipe, handler)));
    return new Ref<>(pipe);
  }

  private static <M> void run(Pipe<M> pipe, Handler<M> handler) {
    try {
      while (true) {
        handler.receive(pipe.take());
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }

  private record Ref<M>(Pipe<M> unwrapped) implements Address<M> {
    @Override
    public void tell(M message) {
      try {
        unwrapped.put(message);
      } catch (InterruptedException interrupt) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while sending", interrupt);
      }
    }
  }
}
