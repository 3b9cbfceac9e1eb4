package dev.parley.cli.session;

/** How the program ends. */
public enum ExitCode {
  /** All was done. */
  DONE(0),
  /** Something could not be done; standard error says what. */
  FAILED(1),
  /** The command line asks for something that does not exist. */
  USAGE(2),
  /** Somebody did not confirm in time what was said. */
  NOT_IN_TIME(3);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number that the operating system is told. */
  public int code() {
    return code;
  }
}
