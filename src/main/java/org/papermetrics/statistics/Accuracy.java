package org.papermetrics.statistics;

import java.util.List;
import java.util.OptionalDouble;

/** The accuracy in one task, or the mean of the accuracies in several, each counting the same. */
public final class Accuracy {
  /** Sum of the normal quantiles for a two-sided test at 5 % and for a power of 80 %. */
  private static final double POWER_80 = 2.80;

  private final List<Counts> tasks;
  private final double value;
  private final Interval interval;

  private Accuracy(List<Counts> tasks) {
    this.tasks = tasks;
    double sum = 0;
    double below = 0;
    double above = 0;
    for (Counts task : tasks) {
      Interval wilson = Interval.wilson(task);
      sum += task.share();
      below += square(task.share() - wilson.low());
      above += square(wilson.high() - task.share());
    }
    this.value = sum / tasks.size();
    this.interval =
        new Interval(
            value - Math.sqrt(below) / tasks.size(), value + Math.sqrt(above) / tasks.size());
  }

  /** The accuracy in one task. */
  public static Accuracy of(Counts task) {
    return new Accuracy(List.of(task));
  }

  /** The mean over one task or more. */
  public static Accuracy mean(List<Counts> tasks) {
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("a mean is over one task or more");
    }
    return new Accuracy(List.copyOf(tasks));
  }

  /** From 0 to 1. */
  public double value() {
    return value;
  }

  /** The counts of each task. */
  public List<Counts> tasks() {
    return tasks;
  }

  /**
   * The interval of Wilson; of a mean that by MOVER, the method of variance estimates recovery,
   * from those of the tasks. G. Y. Zou, A. Donner, Construction of confidence limits about effect
   * measures, Statistics in Medicine 27 (2008).
   */
  public Interval interval() {
    return interval;
  }

  /** The square root of the variance of a mean of independent accuracies. */
  public double standardError() {
    double variance =
        tasks.stream().mapToDouble(c -> c.share() * (1 - c.share()) / c.samples()).sum();
    return Math.sqrt(variance) / tasks.size();
  }

  /**
   * The difference from another accuracy in as many tasks. Its interval is method 10 of R. G.
   * Newcombe, Interval estimation for the difference between independent proportions, Statistics in
   * Medicine 17 (1998), which for means is MOVER again; its test is the z-test with the variance
   * pooled in each task. Without any variance the two are not different.
   */
  public Difference minus(Accuracy other) {
    double difference = value - other.value;
    Interval i = other.interval;
    double low = length(value - interval.low(), i.high() - other.value);
    double high = length(interval.high() - value, other.value - i.low());
    return new Difference(
        difference, new Interval(difference - low, difference + high), standardErrors(other));
  }

  /** The p-value of the difference from another accuracy, as {@link #minus} has it. */
  double pOfDifference(Accuracy other) {
    return Difference.twoSided(standardErrors(other));
  }

  private double standardErrors(Accuracy other) {
    double variance = pooledVariance(other);
    return variance == 0 ? 0 : (value - other.value) / Math.sqrt(variance);
  }

  /**
   * The smallest difference from another accuracy that a test at 5 % finds with a power of 80 %.
   * Empty where nothing varies, which says nothing about what could be found.
   */
  public OptionalDouble detectable(Accuracy other) {
    double variance = pooledVariance(other);
    return variance == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(POWER_80 * Math.sqrt(variance));
  }

  private double pooledVariance(Accuracy other) {
    if (other.tasks.size() != tasks.size()) {
      throw new IllegalArgumentException("means over other tasks cannot be compared");
    }
    double sum = 0;
    for (int i = 0; i < tasks.size(); i++) {
      sum += pooledVariance(tasks.get(i), other.tasks.get(i));
    }
    return sum / square(tasks.size());
  }

  private static double pooledVariance(Counts a, Counts b) {
    double p = (double) (a.correct() + b.correct()) / (a.samples() + b.samples());
    return p * (1 - p) * (1.0 / a.samples() + 1.0 / b.samples());
  }

  private static double length(double a, double b) {
    return Math.sqrt(a * a + b * b);
  }

  private static double square(double x) {
    return x * x;
  }
}
