package org.papermetrics.statistics;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.papermetrics.model.Curve;

/**
 * What the long-context curves of a run say. Curves are running means over the tokens before a
 * position; perplexities are used, because they have more digits than the losses beside them.
 */
public final class LongContext {
  private LongContext() {}

  /**
   * The exponential of the mean over the audio files of the loss at a position; empty unless all of
   * them have that position.
   */
  public static OptionalDouble prefixPerplexity(List<Curve> files, int position) {
    double sum = 0;
    for (Curve file : files) {
      int i = indexOf(file, position);
      if (i < 0) {
        return OptionalDouble.empty();
      }
      sum += Math.log(file.perplexity(i));
    }
    return files.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.exp(sum / files.size()));
  }

  /** The last position that all audio files have; empty when there is none. */
  public static OptionalInt lastCommonPosition(List<Curve> files) {
    if (files.isEmpty()) {
      return OptionalInt.empty();
    }
    Curve first = files.get(0);
    for (int i = first.size() - 1; i >= 0; i--) {
      int position = first.position(i);
      if (files.stream().allMatch(file -> indexOf(file, position) >= 0)) {
        return OptionalInt.of(position);
      }
    }
    return OptionalInt.empty();
  }

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

  private static int indexOf(Curve curve, int position) {
    int low = 0;
    int high = curve.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = curve.position(middle);
      if (found == position) {
        return middle;
      }
      if (found < position) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}
