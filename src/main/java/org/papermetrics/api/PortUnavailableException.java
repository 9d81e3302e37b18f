package org.papermetrics.api;

/** The server cannot listen where it should; the message says why and what to do. */
public final class PortUnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  PortUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
