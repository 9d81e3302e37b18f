package org.papermetrics.client;

import java.io.IOException;

/** The daemon cannot answer a query. The message is one sentence or more that says why. */
public final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  RefusedException(String why) {
    super(why);
  }
}
