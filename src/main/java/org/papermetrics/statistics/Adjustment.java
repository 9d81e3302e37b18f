package org.papermetrics.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/** How p-values of many tests are adjusted, so that the tests may be read together. */
public enum Adjustment {
  /**
   * Bounds the probability of one false finding or more. S. Holm, A simple sequentially rejective
   * multiple test procedure, Scandinavian Journal of Statistics 6 (1979).
   */
  HOLM,
  /**
   * Bounds the expected share of false findings. Y. Benjamini, Y. Hochberg, Controlling the false
   * discovery rate, JRSS B 57 (1995).
   */
  BH,
  /** Leaves every p-value as it is. */
  NONE;

  /** The p-value below which a difference is one. */
  public static final double SIGNIFICANT = 0.05;

  /**
   * The adjusted p-values in the order of the given ones.
   *
   * @param p one for each test; NaN where there is none, which does not count as a test
   */
  public double[] adjust(double[] p) {
    double[] adjusted = p.clone();
    int[] rising =
        IntStream.range(0, p.length)
            .filter(i -> !Double.isNaN(p[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int m = rising.length;
    if (this == HOLM) {
      double largest = 0;
      for (int rank = 0; rank < m; rank++) {
        largest = Math.max(largest, Math.min(1, (m - rank) * p[rising[rank]]));
        adjusted[rising[rank]] = largest;
      }
    } else if (this == BH) {
      double smallest = 1;
      for (int rank = m; rank > 0; rank--) {
        smallest = Math.min(smallest, m * p[rising[rank - 1]] / rank);
        adjusted[rising[rank - 1]] = smallest;
      }
    }
    return adjusted;
  }
}
