package dev.parley.cli.lab;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Notes for people: figures that follow each other become a table, a column for each form. */
public final class TextNotes implements Notes {
  private static final int COLUMN = 14;
  private static final int WIDTH = 90;

  private final PrintWriter out;
  private final Set<String> forms = new LinkedHashSet<>();
  private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();

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
    close();
    text.lines().forEach(line -> wrap(line).forEach(out::println));
    out.flush();
  }

  /** Breaks a long sentence between words; what is set in columns begins with a space. */
  private static List<String> wrap(String line) {
    if (line.length() <= WIDTH || line.startsWith(" ")) {
      return List.of(line);
    }
    var rows = new ArrayList<String>();
    var row = new StringBuilder();
    for (var word : line.split(" ", -1)) {
      if (!row.isEmpty() && row.length() + 1 + word.length() > WIDTH) {
        rows.add(row.toString());
        row.setLength(0);
      }
      row.append(row.isEmpty() ? "" : " ").append(word);
    }
    rows.add(row.toString());
    return rows;
  }

  @Override
  public void count(String form, String name, long count) {
    cell(form, name, String.format(Locale.ROOT, "%,d", count));
  }

  @Override
  public void figure(String form, String name, double value, String unit) {
    cell(
        form,
        name + ", " + unit,
        String.format(Locale.ROOT, value < 10 ? "%,.3f" : "%,.1f", value));
  }

  private void cell(String form, String name, String figure) {
    forms.add(form);
    rows.computeIfAbsent(name, fresh -> new LinkedHashMap<>()).put(form, figure);
  }

  /** Prints the table, if there is one. */
  @Override
  public void close() {
    if (rows.isEmpty()) {
      return;
    }
    int first = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    var head = new StringBuilder("  " + " ".repeat(first));
    forms.forEach(form -> head.append(right(form)));
    out.println(head);
    rows.forEach((name, cells) -> {
      var row = new StringBuilder("  " + name + " ".repeat(first - name.length()));
      forms.forEach(form -> row.append(right(cells.getOrDefault(form, "–"))));
      out.println(row);
    });
    out.flush();
    forms.clear();
    rows.clear();
  }

  private static String right(String text) {
    return " ".repeat(Math.max(2, COLUMN - text.length())) + text;
  }
}
