package org.papermetrics.statistics;

import java.util.Arrays;

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
    if (this == NONE) {
      return p.clone();
    }
    double[] rising = Arrays.stream(p).filter(one -> !Double.isNaN(one)).sorted().toArray();
    double[] adjusted = this == HOLM ? holm(rising) : benjaminiHochberg(rising);
    double[] inOrder = new double[p.length];
    // Equal p-values are adjusted to the same, so that any of them may be found.
    Arrays.setAll(
        inOrder, i -> Double.isNaN(p[i]) ? p[i] : adjusted[Arrays.binarySearch(rising, p[i])]);
    return inOrder;
  }

  private static double[] holm(double[] rising) {
    double[] adjusted = new double[rising.length];
    double largest = 0;
    for (int rank = 0; rank < rising.length; rank++) {
      largest = Math.max(largest, Math.min(1, (rising.length - rank) * rising[rank]));
      adjusted[rank] = largest;
    }
    return adjusted;
  }

  private static double[] benjaminiHochberg(double[] rising) {
    double[] adjusted = new double[rising.length];
    double smallest = 1;
    for (int rank = rising.length; rank > 0; rank--) {
      smallest = Math.min(smallest, rising.length * rising[rank - 1] / rank);
      adjusted[rank - 1] = smallest;
    }
    return adjusted;
  }
}
