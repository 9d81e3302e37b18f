package org.papermetrics.statistics;

/**
 * A confidence interval of 95 %.
 *
 * @param low its lower limit
 * @param high its upper limit
 */
public record Interval(double low, double high) {
  /** The quantile of the standard normal distribution that belongs to 95 %. */
  static final double Z = 1.959963984540054;

  /**
   * The score interval of an accuracy, without a correction for continuity. E. B. Wilson, Probable
   * inference, the law of succession, and statistical inference, JASA 22 (1927).
   */
  public static Interval wilson(Counts counts) {
    double n = counts.samples();
    double p = counts.share();
    double center = p + Z * Z / (2 * n);
    double half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    double scale = 1 + Z * Z / n;
    return new Interval(
        counts.correct() == 0 ? 0 : (center - half) / scale,
        counts.correct() == counts.samples() ? 1 : (center + half) / scale);
  }
}
