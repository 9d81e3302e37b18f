package org.papermetrics.cli;

/** How the program ends. Scripts and the service manager go by these numbers. */
public enum ExitCode {
  /** Done. */
  DONE(0),
  /** Something failed that is none of the cases below. */
  FAILED(1),
  /** The command line or the configuration is wrong; starting again does not help. */
  USAGE(2),
  /** No checkpoint root is readable, or, where asked for, there is any problem. */
  NOT_READABLE(3),
  /** The address cannot be listened on. */
  CANNOT_LISTEN(4),
  /** Another daemon serves the same output directory. */
  ALREADY_SERVED(5);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The number that the process ends with. */
  public int number() {
    return number;
  }
}
