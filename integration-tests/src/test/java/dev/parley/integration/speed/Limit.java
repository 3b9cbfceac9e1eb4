package dev.parley.integration.speed;

import java.util.Locale;

/** What a figure has to reach. */
sealed interface Limit {
  /**
   * Whether it is reached.
   *
   * @param ours our figure
   * @param rival the rival's, or NaN if there is none
   */
  boolean met(double ours, double rival);

  /** At least so many times the rival's. */
  record AtLeastTimes(double factor) implements Limit {
    @Override
    public boolean met(double ours, double rival) {
      return ours >= factor * rival;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "≥ %.1f ×", factor);
    }
  }

  /** At most so many times the rival's. */
  record AtMostTimes(double factor) implements Limit {
    @Override
    public boolean met(double ours, double rival) {
      return ours <= factor * rival;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "≤ %.1f ×", factor);
    }
  }

  /** At most so much. */
  record AtMost(double most) implements Limit {
    @Override
    public boolean met(double ours, double rival) {
      return ours <= most;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "≤ %,.0f", most);
    }
  }

  /** Nothing: it is told only. */
  record Told() implements Limit {
    @Override
    public boolean met(double ours, double rival) {
      return true;
    }

    @Override
    public String toString() {
      return "–";
    }
  }
}
