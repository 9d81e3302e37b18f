package org.papermetrics.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.statistics.Adjustment;

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

    OptionalInt own = standard.map(run -> indexOf(run.run(), scored)).orElse(OptionalInt.empty());
    List<MetricColumn> columns =
        IntStream.range(0, metrics.size())
            .parallel()
            .mapToObj(i -> new MetricColumn(scored, standard, own, i, metrics.get(i), adjustment))
            .toList();
    Map<String, Integer> family = new LinkedHashMap<>();
    Map<String, BestRun> best = new LinkedHashMap<>();
    for (int i = 0; i < metrics.size(); i++) {
      String key = metrics.get(i).key();
      if (reference.isPresent()) {
        family.put(key, columns.get(i).family());
      }
      columns.get(i).best().ifPresent(run -> best.put(key, run));
    }
    ComparabilityNotes notes = new ComparabilityNotes(metrics, scored, standard);
    List<RunComparison> compared =
        IntStream.range(0, scored.size())
            .parallel()
            .mapToObj(
                r ->
                    new RunComparison(
                        scored.get(r).run(),
                        columns.stream().map(column -> column.comparison(r)).toList(),
                        notes.about(scored.get(r))))
            .toList();
    return new Comparison(
        reference,
        adjustment,
        metrics,
        family,
        compared,
        best,
        ExperimentTrend.all(scored, metrics, adjustment));
  }

  private static OptionalInt indexOf(Run run, List<ScoredRun> runs) {
    return IntStream.range(0, runs.size())
        .filter(i -> runs.get(i).run().id().equals(run.id()))
        .findFirst();
  }
}
