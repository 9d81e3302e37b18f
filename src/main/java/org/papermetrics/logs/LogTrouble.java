package org.papermetrics.logs;

/** What is wrong with the content of a log. */
public enum LogTrouble {
  /** Zero bytes. */
  BINARY("holds bytes that are no text; only its readable lines are used"),
  /** A line that does not fit into the buffer. */
  LONG_LINE("has a line of more than 64 kB, which was passed over"),
  /** A checkpoint that cannot be read as text. */
  CHECKPOINT_NOT_TEXT("names a checkpoint in bytes that are no UTF-8, so its points match no run"),
  /** Packed content that is not there to its end. */
  PACKED_CUT("ends in the middle of packed content; only what comes before is used"),
  /** Packed content that cannot be unpacked. */
  PACKED_DAMAGED("cannot be unpacked as gzip, or not to its end; only what comes before is used"),
  /** Packed content that would unpack to more than a log has. */
  PACKED_TOO_LARGE("unpacks to more than a log may have; only its beginning is used"),
  /** More done than there is, or a score that does not follow from its counts. */
  IMPOSSIBLE_PROGRESS(
      "reports progress that cannot be, such as more pairs done than there are; those lines are not"
          + " used");

  private final String words;

  LogTrouble(String words) {
    this.words = words;
  }

  /** Half a sentence that follows the log's name. */
  String words() {
    return words;
  }
}
