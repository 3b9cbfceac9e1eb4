package dev.parley.cli.compare;

import java.util.List;
import java.util.Locale;

/**
 * A comparison as one page that needs nothing else: its styles and plots are in it. It is
 * well-formed XML too.
 */
public final class HtmlReport {
  private static final List<String> FIGURES =
      List.of(
          Measured.RATE,
          Measured.P50,
          Measured.P99,
          Measured.P999,
          Measured.FAIRNESS,
          Measured.BATCH,
          Measured.MISSED,
          Measured.HEAP,
          Measured.PLATFORM,
          Measured.VIRTUAL);

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1c2024; --dim: #5c6670; --paper: #ffffff;
        --line: #d8dee4; --actor: #1f6feb; --lock: #c2571a; --naive: #8a8f98; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --dim: #9aa4ae;
        --paper: #14181c; --line: #323a42; --actor: #6ea8ff; --lock: #f0955b; --naive: #8a929b; } }
      body { margin: 0; background: var(--paper); color: var(--ink);
        font: 16px/1.5 system-ui, sans-serif; }
      main { max-width: 58rem; margin: 0 auto; padding: 1rem; }
      h1 { font-size: 1.6rem; line-height: 1.2; } h2 { font-size: 1.15rem; margin: 2rem 0 .3rem; }
      p { margin: .4rem 0; } .dim { color: var(--dim); font-size: .9rem; }
      svg { display: block; width: 100%; max-width: 27rem; height: auto; }
      svg text { font: 13px system-ui, sans-serif; fill: var(--ink); }
      .actor { fill: var(--actor); } .lock { fill: var(--lock); } .naive { fill: var(--naive); }
      .scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .85rem;
        font-variant-numeric: tabular-nums; }
      th, td { padding: .25rem .6rem; text-align: right; white-space: nowrap;
        border-bottom: 1px solid var(--line); } th:first-child { text-align: left; }
      code { overflow-wrap: anywhere; }
      """;

  private HtmlReport() {}

  /**
   * Writes the page.
   *
   * @param result what came out
   * @return the page
   */
  public static String page(Result result) {
    var page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
        .append("<title>Locks against messages</title>\n<style>\n")
        .append(STYLE)
        .append("</style></head>\n<body><main>\n<h1>Locks against messages</h1>\n");
    page.append("<p>The same room work, guarded in three ways.</p>\n");
    for (var contestant : Contestant.values()) {
      page.append(
          "<p class=\"dim\">%s <b>%s</b>: %s</p>%n"
              .formatted(
                  swatch(contestant),
                  escaped(contestant.label()),
                  escaped(contestant.description())));
    }
    Setting.lines(result)
        .forEach(line -> page.append("<p class=\"dim\">").append(escaped(line)).append("</p>\n"));
    result.outcomes().forEach(outcome -> section(page, outcome));
    page.append(
        """
        <h2>How to read this</h2>
        <p>A line is said when the history has it. Latency is from the call to that. Fairness is how
        far the slowest writer was when the quickest was done. The figures of a busy machine differ
        from run to run by a factor of two and more: look at several runs before you believe a small
        difference.</p>
        """);
    return page.append("</main></body></html>\n").toString();
  }

  private static String swatch(Contestant contestant) {
    return ("<svg viewBox=\"0 0 10 10\" style=\"display:inline-block;width:.7rem\""
            + " aria-hidden=\"true\"><rect class=\"%s\" width=\"10\" height=\"10\"/></svg>")
        .formatted(contestant.label());
  }

  private static void section(StringBuilder page, Result.Outcome outcome) {
    page.append("<h2>").append(escaped(capital(outcome.scenario().title()))).append("</h2>\n");
    switch (outcome.scenario().kind()) {
      case THROUGHPUT -> page.append(Plot.bars(outcome, Measured.RATE));
      case SLOW, REENTRANT -> page.append(Plot.bars(outcome, Measured.LONGEST));
      case IDLE -> page.append(Plot.bars(outcome, Measured.HEAP_PER_ROOM));
    }
    Words.of(outcome)
        .lines()
        .forEach(line -> page.append("<p>").append(escaped(line)).append("</p>\n"));
    if (outcome.scenario().kind() == Scenario.Kind.THROUGHPUT) {
      table(page, outcome);
    }
  }

  private static void table(StringBuilder page, Result.Outcome outcome) {
    page.append("<div class=\"scroll\"><table><tr><th></th>");
    FIGURES.forEach(name -> page.append("<th>").append(escaped(name)).append("</th>"));
    page.append("</tr>\n");
    for (var contestant : Contestant.values()) {
      page.append("<tr><th>").append(escaped(contestant.label())).append("</th>");
      for (var name : FIGURES) {
        page.append("<td>")
            .append(escaped(TextReport.figure(outcome.get(contestant, name))))
            .append("</td>");
      }
      page.append("</tr>\n");
    }
    page.append("</table></div>\n");
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
