package org.papermetrics.model;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation of a checkpoint that a log tells of, ended or not.
 *
 * @param log the file that says the most of it
 * @param job its number in the batch system; null when unknown
 * @param node the host; null when unknown
 * @param startedAt when it began
 * @param endedAt its last line
 * @param outcome how it ended
 * @param reason the line that says so; null where none does
 * @param shown whether the results that the board shows are those it wrote
 */
public record PastEvaluation(
    String log,
    @Nullable String job,
    @Nullable String node,
    Instant startedAt,
    Instant endedAt,
    Outcome outcome,
    @Nullable String reason,
    boolean shown) {

  /** How an evaluation ended. */
  public enum Outcome {
    /** It has not, or its log does not say so. */
    OPEN,
    /** With an error. */
    FAILED,
    /** By the batch system. */
    CANCELLED,
    /** It has written its results. */
    COMPLETE;

    /** The name in JSON. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
