package dev.parley.cli.lab;

/** What an experiment tells, as it goes on. */
public interface Notes extends AutoCloseable {
  /** The form of a program that goes wrong. */
  String BROKEN = "broken";

  /** The form that a lock cures. */
  String LOCK = "lock";

  /** The form that messages cure. */
  String MESSAGE = "message";

  /**
   * Says something to people.
   *
   * @param text one or more lines
   */
  void say(String text);

  /**
   * Keeps a count.
   *
   * @param form which form of the program it is of: {@link #BROKEN}, {@link #LOCK}, {@link
   *     #MESSAGE}, or another
   * @param name what was counted
   * @param count how many
   */
  void count(String form, String name, long count);

  /**
   * Keeps a figure that was measured.
   *
   * @param form which form of the program it is of, as for {@link #count}
   * @param name what was measured
   * @param value the figure
   * @param unit its unit
   */
  void figure(String form, String name, double value, String unit);

  /** Tells what was kept back. */
  @Override
  default void close() {}
}
