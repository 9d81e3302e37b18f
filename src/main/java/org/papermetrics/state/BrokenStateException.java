package org.papermetrics.state;

import java.io.IOException;

/** What is in the file cannot be used, now or later. */
final class BrokenStateException extends IOException {
  /** Takes half a sentence that follows the file's name. */
  BrokenStateException(String what, Throwable cause) {
    super(what, cause);
  }

  BrokenStateException(String what) {
    super(what);
  }
}
