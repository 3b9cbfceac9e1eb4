package dev.parley.cli.compare;

import java.util.Locale;

/** Bars of one figure for all contestants, as SVG. */
final class Plot {
  private static final int WIDTH = 358; // a narrow telephone's, so that letters keep their size
  private static final int LABEL = 52;
  private static final int FIGURE = 122;
  private static final int ROW = 26;
  private static final int BAR = 18;

  private Plot() {}

  static String bars(Result.Outcome outcome, String figure) {
    double most = 0;
    for (var contestant : Contestant.values()) {
      double value = outcome.get(contestant, figure);
      most = Double.isNaN(value) ? most : Math.max(most, value);
    }
    int height = ROW * Contestant.values().length;
    var svg = new StringBuilder();
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s, %s\">%n"
            .formatted(
                WIDTH,
                height,
                HtmlReport.escaped(outcome.scenario().title()),
                HtmlReport.escaped(figure)));
    int y = 0;
    for (var contestant : Contestant.values()) {
      svg.append(row(contestant, outcome.get(contestant, figure), most, figure, y));
      y += ROW;
    }
    return svg.append("</svg>\n").toString();
  }

  private static String row(
      Contestant contestant, double value, double most, String figure, int y) {
    int room = WIDTH - LABEL - FIGURE;
    double length = most > 0 && !Double.isNaN(value) ? Math.max(1, room * value / most) : 0;
    int middle = y + ROW / 2 + 5;
    return String.format(
        Locale.ROOT,
        "<text x=\"0\" y=\"%d\">%s</text><rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\""
            + " height=\"%d\" rx=\"2\"/><text x=\"%.1f\" y=\"%d\">%s %s</text>%n",
        middle,
        HtmlReport.escaped(contestant.label()),
        contestant.label(),
        LABEL,
        y + (ROW - BAR) / 2,
        length,
        BAR,
        LABEL + length + 5,
        middle,
        HtmlReport.escaped(TextReport.figure(value)),
        HtmlReport.escaped(unit(figure)));
  }

  private static String unit(String figure) {
    return switch (figure) {
      case Measured.LONGEST -> "ms";
      case Measured.HEAP_PER_ROOM -> "bytes";
      default -> figure;
    };
  }
}
