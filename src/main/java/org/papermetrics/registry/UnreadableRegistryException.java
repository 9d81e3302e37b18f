package org.papermetrics.registry;

/** The registry has no usable content; the message is the sentence for people. */
final class UnreadableRegistryException extends Exception {
  UnreadableRegistryException(String what) {
    super("The registry " + what + "; repair it, or move it away to have it made again.");
  }

  /** The sentence. */
  String sentence() {
    return String.valueOf(getMessage());
  }
}
