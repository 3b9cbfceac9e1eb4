package dev.parley.integration.bench;

/** Producers on virtual threads, and one actor that counts what they send. */
final class Funnel {
  private static final Object MESSAGE = new Object();

  private final Round round = new Round();
  private final int producers;
  private final int share;
  private final Address<Object> counter;

  /**
   * Starts the actor.
   *
   * @param messages how many make a round; a multiple of the producers
   */
  Funnel(Spawner spawner, int capacity, int producers, int messages) {
    this.producers = producers;
    this.share = messages / producers;
    this.counter = spawner.spawn("counter", capacity, new Counter(messages));
  }

  private final class Counter implements Handler<Object> {
    private final int all;
    private int count;

    Counter(int all) {
      this.all = all;
    }

    @Override
    public void receive(Object message) {
      count++;
      if (count == all) {
        count = 0;
        round.finish();
      }
    }
  }

  /** Has every producer send its share, and waits until the actor has handled the last message. */
  void round() throws InterruptedException {
    for (int i = 0; i < producers; i++) {
      Thread.ofVirtual().name("producer-" + i).start(this::produce);
    }
    round.await();
  }

  private void produce() {
    for (int i = 0; i < share; i++) {
      counter.tell(MESSAGE);
    }
  }
}
