package org.papermetrics.statistics;

import java.util.List;

/**
 * The test that accuracies rise or fall with the training step. W. G. Cochran, Biometrics 10
 * (1954); P. Armitage, Biometrics 11 (1955).
 *
 * @param z above 0 where they rise
 * @param p the two-sided p-value
 */
public record Trend(double z, double p) {
  /** Fewer checkpoints make no trend. */
  public static final int FEWEST_CHECKPOINTS = 5;

  /** What was found at a training step. */
  public record Checkpoint(long step, Counts counts) {}

  /** The trend over one checkpoint or more; none where nothing varies. */
  public static Trend of(List<Checkpoint> checkpoints) {
    double samples = 0;
    double correct = 0;
    double middle = 0;
    for (Checkpoint one : checkpoints) {
      samples += one.counts().samples();
      correct += one.counts().correct();
      middle += (double) one.step() * one.counts().samples();
    }
    if (samples == 0) {
      throw new IllegalArgumentException("a trend is over one checkpoint or more");
    }
    middle /= samples;
    double p = correct / samples;
    double statistic = 0;
    double squares = 0;
    for (Checkpoint one : checkpoints) {
      double distance = one.step() - middle;
      statistic += distance * (one.counts().correct() - one.counts().samples() * p);
      squares += distance * distance * one.counts().samples();
    }
    double variance = p * (1 - p) * squares;
    double z = variance == 0 ? 0 : statistic / Math.sqrt(variance);
    return new Trend(z, Difference.twoSided(z));
  }
}
