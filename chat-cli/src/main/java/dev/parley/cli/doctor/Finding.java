package dev.parley.cli.doctor;

/**
 * One thing that was looked at.
 *
 * @param verdict how it is
 * @param text what it is, in one sentence
 */
record Finding(Verdict verdict, String text) {
  /** How something is. */
  enum Verdict {
    /** As it should be. */
    GOOD("ok"),
    /** It may be a reason, or not. */
    DOUBTFUL("?"),
    /** It is a reason. */
    BAD("NO");

    private final String mark;

    Verdict(String mark) {
      this.mark = mark;
    }

    String mark() {
      return mark;
    }
  }

  static Finding good(String text) {
    return new Finding(Verdict.GOOD, text);
  }

  static Finding doubtful(String text) {
    return new Finding(Verdict.DOUBTFUL, text);
  }

  static Finding bad(String text) {
    return new Finding(Verdict.BAD, text);
  }
}
