package org.papermetrics.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Curve;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.query.QueryException;
import org.papermetrics.testing.RunBuilder;
import org.papermetrics.testing.Samples;

/** Made-up runs of which each test says how many answers are correct. */
final class ComparisonRuns {
  private ComparisonRuns() {}

  /** A run with these correct answers in the four tasks, of 1000, 2000, 1871 and 1871. */
  static Run run(String id, int sblimp, int swuggy, int tstory, int sstory) {
    return run(
        id,
        "{%s,%s,%s,%s}"
            .formatted(
                task("sblimp", sblimp, 1000),
                task("swuggy", swuggy, 2000),
                task("tstory", tstory, 1871),
                task("sstory", sstory, 1871)));
  }

  /** A run with these results. */
  static Run run(String id, String metrics) {
    return Samples.run(id, 100, metrics);
  }

  /** A checkpoint of an experiment with so many correct answers of 1000. */
  static Run checkpoint(String experiment, long step, int sblimp) {
    String path = "/data/" + experiment + "/checkpoints/checkpoint_" + step + "/consolidated";
    return RunBuilder.run(experiment + "_cp" + step)
        .at(path)
        .name(experiment + " at " + step)
        .step(step)
        .metrics("{" + task("sblimp", sblimp, 1000) + "}")
        .build();
  }

  /** The keys of a task. */
  static String task(String task, int correct, int samples) {
    return "\"%1$s_accuracy\":%2$s,\"%1$s_samples\":%3$d"
        .formatted(task, (double) correct / samples, samples);
  }

  /** The same run with one curve for each number of points, at 1000, 2000 and so on. */
  static Run withCurves(Run run, int... points) {
    List<Curve> curves = new ArrayList<>();
    for (int size : points) {
      Curve.Builder curve = new Curve.Builder();
      for (int i = 1; i <= size; i++) {
        curve.add(i * 1000, 5, 100 + size);
      }
      curves.add(curve.build());
    }
    return run.withProgression(new Progression(curves));
  }

  /** A board with metrics of the user's own. */
  static Snapshot board(List<Run> runs, @Nullable Run baseline, MetricDefinition... own) {
    return Snapshot.of(
        "e", 1, Samples.AT, List.of(), List.of(own), runs, baseline, List.of(), List.of());
  }

  /** What a query string that needs no decoding compares. */
  static Comparison compare(Snapshot board, String query) throws QueryException {
    return query(board, query).compare(new ScoredRuns());
  }

  static ComparisonQuery query(Snapshot board, String query) throws QueryException {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String part : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      String[] pair = part.split("=", 2);
      parameters.computeIfAbsent(pair[0], name -> new ArrayList<>()).add(pair[1]);
    }
    return ComparisonQuery.of(parameters, board);
  }

  /** A run in a metric. */
  static MetricComparison metric(Comparison comparison, String id, String metric) {
    int index = comparison.metrics().stream().map(ComparedMetric::key).toList().indexOf(metric);
    return comparisonOf(comparison, id).metrics().get(index);
  }

  /** A run. */
  static RunComparison comparisonOf(Comparison comparison, String id) {
    return comparison.runs().stream()
        .filter(run -> run.run().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  static Optional<Verdict> verdict(Comparison comparison, String id, String metric) {
    return metric(comparison, id, metric).verdict();
  }
}
