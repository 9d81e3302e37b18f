package org.papermetrics.query;

/** A query that cannot be answered; the message names the parameter and the way out. */
public final class QueryException extends Exception {
  private static final long serialVersionUID = 1;

  /** With one sentence that says what to do. */
  public QueryException(String message) {
    super(message);
  }
}
