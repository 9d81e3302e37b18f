package org.papermetrics.export;

/**
 * Whether the numbers of an exported run are still those of its results file.
 *
 * @param message what is different, half a sentence that follows the path; empty when nothing is
 */
public record Verdict(String id, String path, State state, String message) {
  /** How the file relates to the export. */
  public enum State {
    /** Its numbers are those that were exported. */
    SAME,
    /** It has others, or may have. */
    CHANGED,
    /** It is not there any more. */
    GONE,
    /** It cannot be read. */
    UNREADABLE
  }
}
