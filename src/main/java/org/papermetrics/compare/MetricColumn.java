package org.papermetrics.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.papermetrics.statistics.Accuracy;
import org.papermetrics.statistics.Adjustment;
import org.papermetrics.statistics.Difference;

/**
 * Some runs in one metric: each compared with the reference run, and the best of them. What follows
 * from a score that runs share is worked out once.
 */
final class MetricColumn {
  private final List<ScoredRun> runs;
  private final Optional<ScoredRun> reference;
  private final OptionalInt own;
  private final int index;
  private final ComparedMetric metric;
  private final Optional<Accuracy> standard;
  private final List<Optional<Difference>> differences;
  private final List<MetricComparison> compared;
  private final Optional<BestRun> best;

  /**
   * Compares them.
   *
   * @param own where the reference run is among them; empty when it is not
   * @param index of the metric among the scores
   */
  MetricColumn(
      List<ScoredRun> runs,
      Optional<ScoredRun> reference,
      OptionalInt own,
      int index,
      ComparedMetric metric,
      Adjustment adjustment) {
    this.runs = runs;
    this.reference = reference;
    this.own = own;
    this.index = index;
    this.metric = metric;
    this.standard = reference.flatMap(run -> run.scores().get(index).accuracy());
    this.differences = differences();
    this.compared = compared(adjustment);
    this.best = BestRun.of(runs, index, metric.higherIsBetter(), adjustment);
  }

  /** How many tests there are. */
  int family() {
    return (int) differences.stream().filter(Optional::isPresent).count();
  }

  /** A run in this metric. */
  MetricComparison comparison(int run) {
    return compared.get(run);
  }

  /** The best run; empty when none has the metric. */
  Optional<BestRun> best() {
    return best;
  }

  private boolean isReference(int run) {
    return own.isPresent() && own.getAsInt() == run;
  }

  private Score score(int run) {
    return runs.get(run).scores().get(index);
  }

  private List<Optional<Difference>> differences() {
    IdentityHashMap<Score, Optional<Difference>> known = new IdentityHashMap<>();
    List<Optional<Difference>> all = new ArrayList<>(runs.size());
    for (int i = 0; i < runs.size(); i++) {
      all.add(
          isReference(i)
              ? Optional.empty()
              : known.computeIfAbsent(
                  score(i), score -> score.accuracy().flatMap(a -> standard.map(a::minus))));
    }
    return all;
  }

  private List<MetricComparison> compared(Adjustment adjustment) {
    double[] p = new double[runs.size()];
    Arrays.setAll(p, i -> differences.get(i).map(Difference::p).orElse(Double.NaN));
    double[] adjusted = adjustment.adjust(p);
    IdentityHashMap<Score, MetricComparison> known = new IdentityHashMap<>();
    List<MetricComparison> column = new ArrayList<>(p.length);
    for (int i = 0; i < p.length; i++) {
      int run = i;
      // A shared score has one p-value, and equal p-values are adjusted to equal ones.
      column.add(
          isReference(i)
              ? untested(score(i), true)
              : known.computeIfAbsent(score(i), score -> compared(score, run, adjusted[run])));
    }
    return column;
  }

  private MetricComparison compared(Score score, int run, double adjusted) {
    return differences
        .get(run)
        .map(difference -> tested(score, difference, adjusted))
        .orElseGet(() -> untested(score, false));
  }

  private MetricComparison tested(Score score, Difference difference, double adjusted) {
    if (adjusted >= Adjustment.SIGNIFICANT) {
      OptionalDouble detectable = score.accuracy().orElseThrow().detectable(standard.orElseThrow());
      return MetricComparison.of(score, difference, adjusted, Verdict.UNDECIDED, detectable);
    }
    boolean better = difference.value() > 0 == metric.higherIsBetter();
    return MetricComparison.of(
        score,
        difference,
        adjusted,
        better ? Verdict.BETTER : Verdict.WORSE,
        OptionalDouble.empty());
  }

  private MetricComparison untested(Score score, boolean isReference) {
    if (score.isMissing()) {
      return MetricComparison.of(score, Optional.of(Verdict.MISSING), Optional.empty());
    }
    if (isReference && score.value().isPresent()) {
      return MetricComparison.of(score, Optional.of(Verdict.REFERENCE), Optional.empty());
    }
    if (score.accuracy().isEmpty()) {
      return MetricComparison.of(
          score, Optional.of(Verdict.NOT_COMPARABLE), Optional.of(score.obstacle()));
    }
    return reference
        .map(run -> run.scores().get(index))
        .map(
            other ->
                MetricComparison.of(
                    score,
                    Optional.of(Verdict.NOT_COMPARABLE),
                    Optional.of(
                        other.isMissing()
                            ? "The reference run has no value of " + metric.label() + "."
                            : "Of the reference run: " + other.obstacle())))
        .orElseGet(() -> MetricComparison.of(score, Optional.empty(), Optional.empty()));
  }
}
