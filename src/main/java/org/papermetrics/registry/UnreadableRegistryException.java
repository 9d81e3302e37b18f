package org.papermetrics.registry;

import java.io.IOException;
import org.papermetrics.files.IoErrors;

/** The registry has no usable content; the message is the sentence for people. */
final class UnreadableRegistryException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableRegistryException(String what) {
    super("The registry " + what + "; repair it, or move it away to have it made again.");
  }

  /** The system refuses to read it. */
  UnreadableRegistryException(IOException e) {
    super(
        "The registry cannot be read (" + IoErrors.of(e) + "); make it readable for this user.", e);
  }

  /** The sentence. */
  String sentence() {
    return String.valueOf(getMessage());
  }
}
