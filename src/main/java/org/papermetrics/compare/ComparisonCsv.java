package org.papermetrics.compare;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.PrefixPerplexities;
import org.papermetrics.query.RunsCsv;
import org.papermetrics.statistics.Difference;
import org.papermetrics.statistics.Interval;

/** A comparison as CSV: one row for each run, some columns for each metric. */
public final class ComparisonCsv {
  private static final List<String> OF_A_METRIC =
      List.of(
          "",
          "_correct",
          "_samples",
          "_low",
          "_high",
          "_difference",
          "_difference_low",
          "_difference_high",
          "_p",
          "_p_adjusted",
          "_verdict",
          "_detectable",
          "_reason");
  private static final String PREFIX = "prefix_perplexity_";

  private ComparisonCsv() {}

  /** Writes it to a stream, which stays open. */
  public static void write(Comparison comparison, OutputStream out) throws IOException {
    try (RunsCsv csv = new RunsCsv(out)) {
      List<String> labels = new ArrayList<>(List.of("id", "name", "checkpoint_step"));
      for (ComparedMetric metric : comparison.metrics()) {
        OF_A_METRIC.forEach(suffix -> labels.add(metric.key() + suffix));
      }
      PrefixPerplexities.POSITIONS.forEach(position -> labels.add(PREFIX + position));
      labels.addAll(List.of(PREFIX + "common_position", PREFIX + "common", "comparability"));
      csv.head(labels);
      for (RunComparison run : comparison.runs()) {
        csv.cells(cells(run));
      }
    }
  }

  private static List<@Nullable Object> cells(RunComparison run) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(run.run().id());
    cells.add(run.run().name());
    cells.add(run.run().checkpointStep());
    for (MetricComparison metric : run.metrics()) {
      cells.add(orNull(metric.value()));
      cells.add(orNull(metric.correct()));
      cells.add(orNull(metric.samples()));
      interval(metric.interval(), cells);
      cells.add(metric.difference().map(Difference::value).orElse(null));
      interval(metric.difference().map(Difference::interval), cells);
      cells.add(metric.difference().map(Difference::p).orElse(null));
      cells.add(orNull(metric.adjusted()));
      cells.add(metric.verdict().map(Verdict::wireName).orElse(null));
      cells.add(orNull(metric.detectable()));
      cells.add(metric.reason().orElse(null));
    }
    PrefixPerplexities prefix = run.run().progression().prefix();
    Map<Integer, Double> perplexities = prefix.byPosition();
    PrefixPerplexities.POSITIONS.forEach(position -> cells.add(perplexities.get(position)));
    cells.add(prefix.lastPosition().isPresent() ? prefix.lastPosition().getAsInt() : null);
    cells.add(orNull(prefix.atLast()));
    cells.add(String.join(" ", run.notes()));
    return cells;
  }

  private static void interval(Optional<Interval> interval, List<@Nullable Object> cells) {
    cells.add(interval.map(Interval::low).orElse(null));
    cells.add(interval.map(Interval::high).orElse(null));
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static @Nullable Long orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
