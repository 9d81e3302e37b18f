package org.papermetrics.evaluations;

/**
 * What a task that has ended says of itself.
 *
 * @param task one of those with an accuracy
 * @param correct the number of pairs that were right
 * @param samples the number of pairs, at least one
 */
public record TaskScore(Phase task, int correct, int samples) {
  /** Refuses what no task can say. */
  public TaskScore {
    if (samples < 1 || correct < 0 || correct > samples) {
      throw new IllegalArgumentException(correct + " of " + samples + " pairs");
    }
  }

  /** The share of pairs that were right. */
  public double accuracy() {
    return (double) correct / samples;
  }
}
