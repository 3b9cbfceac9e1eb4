package dev.parley.cli.lab;

import java.io.PrintWriter;
import java.util.Locale;

/** Notes for people. */
public final class TextNotes implements Notes {
  private final PrintWriter out;

  /**
   * Writes notes.
   *
   * @param out where
   */
  public TextNotes(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void say(String text) {
    out.println(text);
    out.flush();
  }

  @Override
  public void count(String form, String name, long count) {
    row(form, name, String.format(Locale.ROOT, "%,d", count), "");
  }

  @Override
  public void figure(String form, String name, double value, String unit) {
    row(form, name, String.format(Locale.ROOT, "%,.3f", value), unit);
  }

  private void row(String form, String name, String number, String unit) {
    var row = String.format(Locale.ROOT, "  %-10s %-34s %14s %s", form, name, number, unit);
    say(row.stripTrailing());
  }
}
