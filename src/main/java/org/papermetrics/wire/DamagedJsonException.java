package org.papermetrics.wire;

/** What was to leave this program as JSON is none, because what it was made of is damaged. */
public final class DamagedJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DamagedJsonException(String what, Exception cause) {
    super("the JSON of " + what + " is damaged in memory", cause);
  }
}
