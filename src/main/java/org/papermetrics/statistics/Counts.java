package org.papermetrics.statistics;

import java.util.Optional;

/**
 * How many of some questions were answered correctly.
 *
 * @param correct from 0 to {@code samples}
 * @param samples 1 or more
 */
public record Counts(long correct, long samples) {
  /** How far an accuracy times its samples may be from a whole number. */
  private static final double WHOLE = 1e-6;

  /** Refuses counts that cannot be. */
  public Counts {
    if (samples < 1 || correct < 0 || correct > samples) {
      throw new IllegalArgumentException(correct + " of " + samples);
    }
  }

  /** The counts behind an accuracy from 0 to 1; empty when they are not whole numbers. */
  public static Optional<Counts> of(double accuracy, long samples) {
    if (samples < 1 || !(accuracy >= 0 && accuracy <= 1)) {
      return Optional.empty();
    }
    double correct = accuracy * samples;
    double whole = Math.rint(correct);
    return Math.abs(correct - whole) <= WHOLE
        ? Optional.of(new Counts((long) whole, samples))
        : Optional.empty();
  }

  /** The accuracy. */
  public double share() {
    return (double) correct / samples;
  }
}
