package org.papermetrics.api;

import io.undertow.util.StatusCodes;

/** Reasons to reject a request (host, origin, token), each with its status code and message. */
enum Rejection {
  /** It calls the server by a name that is not its own. */
  HOST(
      421,
      "Not this server",
      "The request names a host this daemon does not answer for. Use localhost or 127.0.0.1, or"
          + " add the name to http.allowed-hosts in the configuration."),
  /** Another site had the browser send it. */
  ORIGIN(
      StatusCodes.FORBIDDEN,
      "Another site asked",
      "The browser was sent here by another site. Click into the address bar and press Enter to"
          + " open the address yourself."),
  /** It does not bring the token. */
  TOKEN(
      StatusCodes.UNAUTHORIZED,
      "Token needed",
      "Run `paper-metrics open` on the machine of the daemon, as the user who runs it, and open the"
          + " address that it prints. Scripts send the header `Authorization: Bearer` with the"
          + " token.");

  private final int status;
  private final String title;
  private final String detail;

  Rejection(int status, String title, String detail) {
    this.status = status;
    this.title = title;
    this.detail = detail;
  }

  /** The HTTP status. */
  int status() {
    return status;
  }

  /** What happened, in a few words. */
  String title() {
    return title;
  }

  /** What to do about it. */
  String detail() {
    return detail;
  }
}
