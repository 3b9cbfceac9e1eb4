package dev.parley.integration.bench;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.concurrent.CountDownLatch;

/**
 * Measures what an idle actor takes of the heap, all told: its share of the library's tables, its
 * mailbox, its thread if it has one, its name and the reference to it. Each actor has handled one
 * message and does nothing.
 *
 * <p>A program of its own, so that each contestant has a fresh heap. It prints one number: bytes
 * for each actor.
 */
final class IdleHeap {
  private static final int COLLECTIONS = 4;

  private IdleHeap() {}

  /**
   * Measures.
   *
   * @param arguments the library, and how many actors
   */
  public static void main(String[] arguments) throws InterruptedException {
    var library = Library.valueOf(arguments[0]);
    int actors = Integer.parseInt(arguments[1]);
    System.out.println(bytesPerActor(library, actors));
    System.exit(0); // a million ends would take long, and tell nothing
  }

  private static double bytesPerActor(Library library, int actors) throws InterruptedException {
    var opened = library.open();
    var kept = new Object[actors];
    try {
      long before = used();
      var handled = new CountDownLatch(actors);
      opened.within(spawner -> {
        for (int i = 0; i < actors; i++) {
          Address<Object> address = spawner.spawn(Actors.CAPACITY, message -> handled.countDown());
          address.tell(handled);
          kept[i] = address.unwrapped();
        }
      });
      handled.await();
      return (double) (used() - before) / actors;
    } finally {
      Reference.reachabilityFence(kept);
      Reference.reachabilityFence(opened);
    }
  }

  /** What is reachable, once the collector has run often enough to find nothing more. */
  private static long used() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
