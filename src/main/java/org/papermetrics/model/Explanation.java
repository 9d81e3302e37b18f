package org.papermetrics.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a path is on the board or is not: what was found on the way that a file takes to it, as far
 * as it gets.
 *
 * @param subject the path or the run id that was asked about
 * @param onBoard whether the board shows it, or what is in it
 * @param runId of the run that it belongs to when that is shown and there is exactly one
 * @param message the answer in one sentence or two, with what to do when it is not shown
 * @param steps what was found on the way
 * @param evaluations those of the run that logs tell of, by their start
 */
public record Explanation(
    String subject,
    boolean onBoard,
    @Nullable String runId,
    String message,
    List<Step> steps,
    List<PastEvaluation> evaluations) {

  /** Says nothing of evaluations. */
  public Explanation(
      String subject, boolean onBoard, @Nullable String runId, String message, List<Step> steps) {
    this(subject, onBoard, runId, message, steps, List.of());
  }

  /** Copies the lists and refuses an answer that says nothing. */
  public Explanation {
    steps = List.copyOf(steps);
    evaluations = List.copyOf(evaluations);
    if (message.isEmpty()) {
      throw new IllegalArgumentException("an explanation says something: " + subject);
    }
  }

  /** How a step went. */
  public enum Outcome {
    /** As it should be. */
    OK,
    /** Good to know. */
    NOTE,
    /** This keeps the path from the board, or keeps the board from showing it as it is. */
    WRONG;

    /** The name in JSON. */
    public String wireName() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * One thing that was checked.
   *
   * @param message a sentence
   */
  public record Step(Outcome outcome, String message) {}
}
