package org.papermetrics.statistics;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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
      double value =
          candidates
              .get(i)
              .map(accuracy -> higherIsBetter ? accuracy.value() : -accuracy.value())
              .orElse(Double.NEGATIVE_INFINITY);
      if (value > top) {
        top = value;
        best = i;
      }
    }
    if (best < 0) {
      return Optional.empty();
    }
    int first = best;
    Accuracy winner = candidates.get(first).orElseThrow();
    double[] p =
        IntStream.range(0, candidates.size())
            .mapToDouble(
                i ->
                    i == first
                        ? Double.NaN
                        : candidates.get(i).map(a -> a.minus(winner).p()).orElse(Double.NaN))
            .toArray();
    double[] adjusted = adjustment.adjust(p);
    return Optional.of(
        new Best(
            first,
            IntStream.range(0, p.length)
                .filter(i -> adjusted[i] >= Adjustment.SIGNIFICANT)
                .boxed()
                .toList()));
  }
}
