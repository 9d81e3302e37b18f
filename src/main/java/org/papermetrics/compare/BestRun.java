package org.papermetrics.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.papermetrics.model.Run;
import org.papermetrics.statistics.Accuracy;
import org.papermetrics.statistics.Adjustment;
import org.papermetrics.statistics.Best;

/**
 * The best of some runs in one metric.
 *
 * @param run the first of equal ones
 * @param inseparable those that are not significantly different from it, in their order; empty when
 *     the metric is not over counts, so that nobody can tell
 */
public record BestRun(Run run, Optional<List<Run>> inseparable) {

  /** The best; empty when no run has the metric. */
  static Optional<BestRun> of(
      List<ScoredRun> runs, int metric, boolean higherIsBetter, Adjustment adjustment) {
    List<Optional<Accuracy>> accuracies = new ArrayList<>(runs.size());
    for (ScoredRun run : runs) {
      accuracies.add(run.scores().get(metric).accuracy());
    }
    Optional<Best> best = Best.of(accuracies, higherIsBetter, adjustment);
    if (best.isPresent()) {
      List<Run> inseparable = new ArrayList<>();
      best.get().inseparable().forEach(i -> inseparable.add(runs.get(i).run()));
      return Optional.of(new BestRun(runs.get(best.get().index()).run(), Optional.of(inseparable)));
    }
    ScoredRun top = null;
    double highest = Double.NEGATIVE_INFINITY;
    for (ScoredRun run : runs) {
      double value = run.scores().get(metric).value().orElse(Double.NaN);
      double rank = higherIsBetter ? value : -value;
      if (rank > highest) {
        highest = rank;
        top = run;
      }
    }
    return Optional.ofNullable(top).map(run -> new BestRun(run.run(), Optional.empty()));
  }
}
