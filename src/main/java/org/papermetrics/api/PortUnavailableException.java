package org.papermetrics.api;

/** The HTTP server cannot bind its address or port. */
public final class PortUnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  PortUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
