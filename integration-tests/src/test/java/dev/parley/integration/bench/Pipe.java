package dev.parley.integration.bench;

import com.softwaremill.jox.Channel;
import dev.parley.core.mailbox.BoundedQueue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A queue between threads, both ends of which may wait.
 *
 * @param <M> the type of what it holds
 */
interface Pipe<M> {
  void put(M message) throws InterruptedException;

  M take() throws InterruptedException;

  /** Makes pipes. */
  @FunctionalInterface
  interface Maker {
    <M> Pipe<M> make(int capacity);
  }

  static <M> Pipe<M> linked(int ignoredCapacity) {
    return of(new LinkedBlockingQueue<>());
  }

  static <M> Pipe<M> array(int capacity) {
    return of(new ArrayBlockingQueue<>(capacity));
  }

  static <M> Pipe<M> bounded(int capacity) {
    return of(new BoundedQueue<>(capacity));
  }

  private static <M> Pipe<M> of(BlockingQueue<M> queue) {
    return new Pipe<>() {
      @Override
      public void put(M message) throws InterruptedException {
        queue.put(message);
      }

      @Override
      public M take() throws InterruptedException {
        return queue.take();
      }
    };
  }

  static <M> Pipe<M> jox(int capacity) {
    Channel<M> channel = Channel.newBufferedChannel(capacity);
    return new Pipe<>() {
      @Override
      public void put(M message) throws InterruptedException {
        channel.send(message);
      }

      @Override
      public M take() throws InterruptedException {
        return channel.receive();
      }
    };
  }
}
