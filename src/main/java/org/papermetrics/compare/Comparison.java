package org.papermetrics.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.statistics.Accuracy;
import org.papermetrics.statistics.Adjustment;
import org.papermetrics.statistics.Difference;

/**
 * Runs compared with a reference run and with each other.
 *
 * @param reference what they are compared with; empty when nothing is
 * @param metrics in which they are compared
 * @param family by the key of the metric, how many tests were adjusted together; empty without a
 *     reference run
 * @param best by the key of the metric, where a run has it
 */
public record Comparison(
    Optional<Run> reference,
    Adjustment adjustment,
    List<ComparedMetric> metrics,
    Map<String, Integer> family,
    List<RunComparison> runs,
    Map<String, BestRun> best,
    List<ExperimentTrend> trends) {

  /** Compares runs of a board. */
  static Comparison of(
      Snapshot board,
      List<Run> runs,
      Optional<Run> reference,
      Adjustment adjustment,
      ScoredRuns reader) {
    List<ComparedMetric> metrics = ComparedMetric.all(board.metrics());
    List<ScoredRun> scored = reader.of(board, runs);
    Optional<ScoredRun> standard = reference.map(run -> reader.of(board, List.of(run)).get(0));

    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < metrics.size(); i++) {
      columns.add(new Column(scored, standard, i, metrics.get(i), adjustment));
    }
    Map<String, Integer> family = new LinkedHashMap<>();
    Map<String, BestRun> best = new LinkedHashMap<>();
    for (Column column : columns) {
      String key = column.metric.key();
      if (reference.isPresent()) {
        family.put(key, column.family());
      }
      column.best.ifPresent(run -> best.put(key, run));
    }
    ComparabilityNotes notes = new ComparabilityNotes(metrics, scored, standard);
    List<RunComparison> compared = new ArrayList<>(scored.size());
    for (int r = 0; r < scored.size(); r++) {
      List<MetricComparison> row = new ArrayList<>(columns.size());
      for (Column column : columns) {
        row.add(column.compared.get(r));
      }
      compared.add(new RunComparison(scored.get(r).run(), row, notes.about(scored.get(r))));
    }
    return new Comparison(
        reference,
        adjustment,
        metrics,
        family,
        compared,
        best,
        ExperimentTrend.all(scored, metrics, adjustment));
  }

  /** All runs in one metric. */
  private static final class Column {
    private final List<ScoredRun> runs;
    private final int index;
    private final ComparedMetric metric;
    private final Optional<ScoredRun> reference;
    private final Optional<Accuracy> standard;
    private final List<Optional<Difference>> differences;
    private final List<MetricComparison> compared;
    private final Optional<BestRun> best;

    Column(
        List<ScoredRun> runs,
        Optional<ScoredRun> reference,
        int index,
        ComparedMetric metric,
        Adjustment adjustment) {
      this.runs = runs;
      this.index = index;
      this.metric = metric;
      this.reference = reference;
      this.standard = reference.flatMap(run -> run.scores().get(index).accuracy());
      this.differences = runs.stream().map(this::difference).toList();
      this.compared = compared(adjustment);
      this.best = BestRun.of(runs, index, metric.higherIsBetter(), adjustment);
    }

    private Optional<Difference> difference(ScoredRun run) {
      return isReference(run)
          ? Optional.empty()
          : run.scores().get(index).accuracy().flatMap(a -> standard.map(a::minus));
    }

    private boolean isReference(ScoredRun run) {
      return reference.isPresent() && reference.get().run().id().equals(run.run().id());
    }

    int family() {
      return (int) differences.stream().filter(Optional::isPresent).count();
    }

    private List<MetricComparison> compared(Adjustment adjustment) {
      double[] p = new double[runs.size()];
      Arrays.setAll(p, i -> differences.get(i).map(Difference::p).orElse(Double.NaN));
      double[] adjusted = adjustment.adjust(p);
      List<MetricComparison> column = new ArrayList<>(p.length);
      for (int i = 0; i < p.length; i++) {
        Score score = runs.get(i).scores().get(index);
        column.add(
            differences.get(i).isPresent()
                ? tested(score, differences.get(i).get(), adjusted[i])
                : untested(score, isReference(runs.get(i))));
      }
      return column;
    }

    private MetricComparison tested(Score score, Difference difference, double adjusted) {
      if (adjusted >= Adjustment.SIGNIFICANT) {
        OptionalDouble detectable =
            score.accuracy().orElseThrow().detectable(standard.orElseThrow());
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
}
