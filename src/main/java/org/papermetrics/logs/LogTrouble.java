package org.papermetrics.logs;

/** What is wrong with the content of a log. */
public enum LogTrouble {
  /** Zero bytes. */
  BINARY("holds bytes that are no text; only its readable lines are used"),
  /** A line that does not fit into the buffer. */
  LONG_LINE("has a line of more than 64 kB, which was passed over"),
  /** A checkpoint that cannot be read as text. */
  CHECKPOINT_NOT_TEXT("names a checkpoint in bytes that are no UTF-8, so its points match no run");

  private final String words;

  LogTrouble(String words) {
    this.words = words;
  }

  /** Half a sentence that follows the log's name. */
  String words() {
    return words;
  }
}
