package org.papermetrics.statistics;

import org.papermetrics.model.Curve;

/**
 * What the long-context curves of a run say. Curves are running means over the tokens before a
 * position; perplexities are used, because they have more digits than the losses beside them.
 */
public final class LongContext {
  private LongContext() {}

  /** The loss of the tokens between a point of the curve and the one before it, for each point. */
  public static double[] localLoss(Curve curve) {
    double[] losses = new double[curve.size()];
    double before = 0;
    int start = 0;
    for (int i = 0; i < losses.length; i++) {
      double sum = curve.position(i) * Math.log(curve.perplexity(i));
      losses[i] = (sum - before) / (curve.position(i) - start);
      before = sum;
      start = curve.position(i);
    }
    return losses;
  }
}
