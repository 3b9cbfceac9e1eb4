package dev.parley.integration.speed;

import java.util.Locale;

/** What a measured process says to the table on its standard output. */
final class Figures {
  /** Begins the line that says on which port the process waits: {@value}. */
  static final String READY = "ready ";

  /** Begins a line with a name and a value: {@value}. */
  static final String FIGURE = "figure ";

  private Figures() {}

  /** The other process may be started. */
  static void ready(int port) {
    System.out.println(READY + port);
  }

  static void say(String name, double value) {
    System.out.println(FIGURE + name + " " + String.format(Locale.ROOT, "%.6f", value));
  }
}
