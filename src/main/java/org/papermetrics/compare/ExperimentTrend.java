package org.papermetrics.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.papermetrics.aggregate.CheckpointPath;
import org.papermetrics.statistics.Adjustment;
import org.papermetrics.statistics.Counts;
import org.papermetrics.statistics.Trend;

/**
 * How the checkpoints of one experiment develop.
 *
 * @param checkpoints how many there are
 * @param metrics by key, those that a checkpoint has
 */
public record ExperimentTrend(
    String experiment, int checkpoints, Map<String, MetricTrend> metrics) {

  /**
   * How they develop in one metric.
   *
   * @param best the best checkpoint, and those that are not separable from it
   * @param counted whether the metric is over counts, so that there could be a trend
   * @param trend whether accuracy rises or falls with the step; empty when too few checkpoints have
   *     counts
   */
  public record MetricTrend(BestRun best, boolean counted, Optional<Trend> trend) {}

  /** The trends of all experiments of some runs, in the order of the runs. */
  static List<ExperimentTrend> all(
      List<ScoredRun> runs, List<ComparedMetric> metrics, Adjustment adjustment) {
    Map<String, List<ScoredRun>> experiments = new LinkedHashMap<>();
    for (ScoredRun run : runs) {
      if (!run.run().key().isPretrained()) {
        experiments.computeIfAbsent(run.experiment(), experiment -> new ArrayList<>()).add(run);
      }
    }
    return experiments.values().parallelStream().map(all -> of(all, metrics, adjustment)).toList();
  }

  private static ExperimentTrend of(
      List<ScoredRun> runs, List<ComparedMetric> metrics, Adjustment adjustment) {
    List<ScoredRun> rising =
        runs.stream().sorted(Comparator.comparingLong(run -> run.run().checkpointStep())).toList();
    Map<String, MetricTrend> trends = new LinkedHashMap<>();
    for (int i = 0; i < metrics.size(); i++) {
      int metric = i;
      boolean counted = metrics.get(i).samplesKey() != null;
      BestRun.of(rising, i, metrics.get(i).higherIsBetter(), adjustment)
          .ifPresent(
              best ->
                  trends.put(
                      metrics.get(metric).key(),
                      new MetricTrend(
                          best, counted, counted ? trend(rising, metric) : Optional.empty())));
    }
    return new ExperimentTrend(
        CheckpointPath.of(rising.get(0).run().checkpointPath()).experiment(),
        rising.size(),
        trends);
  }

  private static Optional<Trend> trend(List<ScoredRun> runs, int metric) {
    List<Trend.Checkpoint> checkpoints = new ArrayList<>();
    for (ScoredRun run : runs) {
      Optional<Counts> counts = run.scores().get(metric).accuracy().map(a -> a.tasks().get(0));
      counts.ifPresent(c -> checkpoints.add(new Trend.Checkpoint(run.run().checkpointStep(), c)));
    }
    return checkpoints.stream().map(Trend.Checkpoint::step).distinct().count()
            < Trend.FEWEST_CHECKPOINTS
        ? Optional.empty()
        : Optional.of(Trend.of(checkpoints));
  }
}
