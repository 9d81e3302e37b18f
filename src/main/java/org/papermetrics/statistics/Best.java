package org.papermetrics.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The best of some accuracies.
 *
 * @param index where it stands; the first of equal ones
 * @param inseparable where those stand that are not significantly different from it, in order
 */
public record Best(int index, List<Integer> inseparable) {
  /** Copies the list. */
  public Best {
    inseparable = List.copyOf(inseparable);
  }

  /**
   * The best; empty when there is none at all.
   *
   * @param candidates empty where there is no accuracy
   * @param adjustment over the tests of all others against the best
   */
  public static Optional<Best> of(
      List<Optional<Accuracy>> candidates, boolean higherIsBetter, Adjustment adjustment) {
    int best = -1;
    double top = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.get(i).isPresent()) {
        double accuracy = candidates.get(i).get().value();
        double value = higherIsBetter ? accuracy : -accuracy;
        if (value > top) {
          top = value;
          best = i;
        }
      }
    }
    if (best < 0) {
      return Optional.empty();
    }
    Accuracy winner = candidates.get(best).orElseThrow();
    double[] p = new double[candidates.size()];
    for (int i = 0; i < p.length; i++) {
      Optional<Accuracy> candidate = candidates.get(i);
      p[i] = i == best || candidate.isEmpty() ? Double.NaN : candidate.get().pOfDifference(winner);
    }
    double[] adjusted = adjustment.adjust(p);
    List<Integer> inseparable = new ArrayList<>();
    for (int i = 0; i < p.length; i++) {
      if (adjusted[i] >= Adjustment.SIGNIFICANT) {
        inseparable.add(i);
      }
    }
    return Optional.of(new Best(best, inseparable));
  }
}
