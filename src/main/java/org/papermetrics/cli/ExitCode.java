package org.papermetrics.cli;

/** How the program ends. Scripts and the service manager go by these numbers. */
public enum ExitCode {
  /** Done. */
  DONE(0, "done"),
  /** Something failed that is none of the cases below. */
  FAILED(1, "failed; the sentence on stderr says why"),
  /** The command line or the configuration is wrong; starting again does not help. */
  USAGE(2, "the command line or the configuration is wrong"),
  /** No checkpoint root is readable, or, where asked for, there is any problem. */
  NOT_READABLE(3, "no checkpoint directory is readable, or, with --strict, any problem"),
  /** The address cannot be listened on. */
  CANNOT_LISTEN(4, "the address cannot be listened on"),
  /** Another daemon serves the same output directory. */
  ALREADY_SERVED(5, "another daemon serves the same output directory");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** The number that the process ends with. */
  public int number() {
    return number;
  }

  /** What the number means, for people. */
  public String meaning() {
    return meaning;
  }
}
