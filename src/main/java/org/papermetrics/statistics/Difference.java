package org.papermetrics.statistics;

import org.apache.commons.numbers.gamma.Erfc;

/**
 * The difference of two accuracies, with its confidence interval and the test that they are equal.
 *
 * @param value the first accuracy minus the second
 * @param interval of the difference
 * @param z the difference in standard errors
 * @param p the two-sided p-value
 */
public record Difference(double value, Interval interval, double z, double p) {
  private static final double SQRT_2 = Math.sqrt(2);

  /** A difference whose p-value follows from its standard errors. */
  Difference(double value, Interval interval, double z) {
    this(value, interval, z, twoSided(z));
  }

  /** The probability that a standard normal variable is as far from 0. */
  static double twoSided(double z) {
    return Erfc.value(Math.abs(z) / SQRT_2);
  }
}
