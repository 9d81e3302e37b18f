package org.papermetrics.model;

/**
 * What people have noted on a run.
 *
 * @param text as they wrote it; empty when there is only a star
 * @param starred whether they marked the run, as one of those for a paper
 * @param editedAt when the text was written, in UTC by ISO 8601 unless the file says it otherwise;
 *     empty when unknown
 */
public record Annotation(String text, boolean starred, String editedAt) {
  /** Nothing is noted. */
  public static final Annotation NONE = new Annotation("", false, "");

  /** Whether there is neither text nor star. */
  public boolean isEmpty() {
    return text.isEmpty() && !starred;
  }
}
