package dev.parley.integration.bench;

/** Starts actors. */
interface Spawner {
  /**
   * Starts an actor.
   *
   * @param name its name, unique in the library
   * @param capacity how many messages may wait for it; a library without bounds ignores it
   * @param handler what it does
   */
  <M> Address<M> spawn(String name, int capacity, Handler<M> handler);

  /**
   * Starts an actor whose name the library makes, if it needs one.
   *
   * @param capacity how many messages may wait for it; a library without bounds ignores it
   * @param handler what it does
   */
  <M> Address<M> spawn(int capacity, Handler<M> handler);
}
